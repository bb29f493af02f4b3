// `sada backup FILE`: a checked copy of the store, while it runs.
import { resolve } from 'node:path'
import { InvalidInputError } from '../errors.ts'
import { backup } from '../ops/backup.ts'
import { secretsOf } from '../ops/restore.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { storeFile } from './on-store.ts'

export const run = async (args: readonly string[]): Promise<number> => {
  const { positionals, values } = readArguments(args, { seal: { type: 'boolean' } })
  const [target] = positionals
  if (target === undefined || positionals.length > 1)
    throw new InvalidInputError('FILE', 'name one file', `Usage: ${commands.backup.usage}`)
  const config = environment()
  const source = storeFile(config)
  if (source === null)
    throw new InvalidInputError(
      'SADA_DATABASE_URL',
      'names a PostgreSQL store, which has its own tool for this',
      'Use `pg_dump --format=custom --file=FILE "$SADA_DATABASE_URL"`.',
    )
  const [secret = null] = values.seal || config.backupKey !== null ? secretsOf(config, source) : []
  const made = await backup(source, resolve(target), secret)
  process.stderr.write(
    `Checked copy: ${made.posts} posts, ${made.cases} cases, ${made.bytes} bytes, ${made.ms} ms. نسخة متحقَّق منها.\n`,
  )
  process.stdout.write(`${resolve(target)}\n`)
  return 0
}
