// Options of a command line, read by Node's own parser; a wrong one is named with its fix.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { InvalidInputError } from '../errors.ts'

type Options = NonNullable<ParseArgsConfig['options']>

export const readArguments = <T extends Options>(args: readonly string[], options: T) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const text = error instanceof Error ? error.message.split('. ')[0]! : String(error)
    const known = Object.keys(options).map((name) => `--${name}`)
    throw new InvalidInputError(
      'arguments',
      text,
      known.length > 0 ? `Options here: ${known.join(', ')}` : 'No options here.',
    )
  }
}

export const portOf = (value: string | undefined, otherwise: number): number => {
  const port = value === undefined ? otherwise : Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidInputError(
      '--port',
      `\`${value}\` is not a port`,
      'Use a number from 1 to 65535 (0 takes any free one).',
    )
  return port
}
