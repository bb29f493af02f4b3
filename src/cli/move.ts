// `sada move --from sqlite:… --to postgres://…`: a line for every table on stdout, and whether both sides are the same.
import process from 'node:process'
import { InvalidInputError } from '../errors.ts'
import { move } from '../ops/move.ts'
import { optionsFor } from '../privacy/open.ts'
import { addressOf } from '../store/engine.ts'
import { readArguments } from './arguments.ts'
import { environment } from './environment.ts'

const address = (name: '--from' | '--to', value: string | undefined, engine: 'sqlite' | 'postgres'): string => {
  const example = engine === 'sqlite' ? 'sqlite:./data/sada.db' : 'postgres://user:password@host/database'
  if (value === undefined || addressOf(value).engine !== engine)
    throw new InvalidInputError(
      name,
      value === undefined ? 'is missing' : `\`${value}\` is no ${engine} store`,
      `Use ${example}.`,
    )
  return value
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, { from: { type: 'string' }, to: { type: 'string' } })
  const [from, to] = [address('--from', values.from, 'sqlite'), address('--to', values.to, 'postgres')]
  let said = 0
  const say = (table: string, rows: number) => {
    if (Date.now() - said < 1000) return
    said = Date.now()
    process.stderr.write(`${table} ${rows}\n`)
  }
  const { whole, proofs } = await move({ from, to, say }, optionsFor(environment()))
  for (const { table, rows, hash, same } of proofs)
    process.stdout.write(`${same ? '✓' : '✗'} ${table} ${rows} ${hash}\n`)
  process.stderr.write(
    whole
      ? 'Everything is there. Set SADA_DATABASE_URL to it, with the same secret. نُقل كل شيء.\n'
      : 'Some tables differ: nothing was lost on the old side; look at the lines with ✗. بعض الجداول مختلفة.\n',
  )
  return whole ? 0 : 1
}
