// `sada config`: the page of every variable, made from the schema.
import { configurationPage } from '../config/reference.ts'
import { readArguments } from './arguments.ts'

export const run = async (args: readonly string[]): Promise<number> => {
  readArguments(args, {})
  process.stdout.write(configurationPage())
  return 0
}
