// The configuration for a command, or every fault of the environment at once.
import { type Config, readConfig, sayFaults } from '../config.ts'
import { InvalidInputError } from '../errors.ts'

export const environment = (): Config => {
  const read = readConfig(process.env)
  if (read.ok) return read.config
  throw new InvalidInputError('environment', `\n${sayFaults(read.faults)}`, '')
}
