// A copy of a SQLite store taken while it runs, and checked before it is called one.
import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { InvalidInputError } from '../errors.ts'
import { checkCopy, copyStore } from '../store/copy.ts'

export type Backup = { readonly bytes: number; readonly posts: number; readonly cases: number; readonly ms: number }

export const backup = async (source: string, target: string): Promise<Backup> => {
  if (!existsSync(source))
    throw new InvalidInputError(
      'SADA_DATABASE_URL',
      `there is no store at ${source}`,
      'Run `sada serve` or `sada import` first.',
    )
  if (existsSync(target))
    throw new InvalidInputError('FILE', `${target} exists already`, 'Name a new file; nothing is overwritten.')
  const began = Date.now()
  const draft = `${target}.part`
  rmSync(draft, { force: true })
  try {
    await copyStore(source, draft)
    chmodSync(draft, 0o600)
    const counts = checkCopy(draft)
    renameSync(draft, target)
    return { ...counts, bytes: statSync(target).size, ms: Date.now() - began }
  } finally {
    for (const left of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(left, { force: true })
  }
}
