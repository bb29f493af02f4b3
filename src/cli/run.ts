// Finds a command's file by its name and runs it. Exit 0 done, 1 failed, 2 wrong usage.
import process from 'node:process'
import { InvalidInputError } from '../errors.ts'
import { type CommandName, commands, isCommand, usage } from './commands.ts'
import { noticeOf } from './notices.ts'

type Command = { run(args: readonly string[]): Promise<number> }

const load = (name: CommandName): Promise<Command> => import(/* @vite-ignore */ `./${name}.ts`) as Promise<Command>

const explain = (error: unknown): string => {
  if (error instanceof InvalidInputError) return error.message
  if (error instanceof Error) return process.env.SADA_DEBUG ? (error.stack ?? error.message) : error.message
  return String(error)
}

export const main = async (argv: readonly string[]): Promise<number> => {
  // `sada help COMMAND` is `sada COMMAND --help`.
  const [name, ...args] = argv[0] === 'help' && argv.length > 1 ? [argv[1]!, '--help'] : argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const out = name === undefined ? process.stderr : process.stdout
    out.write(`${usage()}\n`)
    return name === undefined ? 2 : 0
  }
  if (!isCommand(name)) {
    process.stderr.write(`\`${name}\` is not a command of sada. ليس من أوامر «صدى».\n\n${usage()}\n`)
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${commands[name].usage}\n${commands[name].en}\n${commands[name].ar}\n${noticeOf(name)}\n`)
    return 0
  }
  try {
    return await (await load(name)).run(args)
  } catch (error) {
    process.stderr.write(`sada ${name}: ${explain(error)}\n`)
    return error instanceof InvalidInputError ? 2 : 1
  }
}
