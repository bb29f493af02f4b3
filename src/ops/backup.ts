// A copy of a SQLite store taken while it runs, and checked before it is called one. Beside it lies what it must be when it
// comes back: sum, and rows of every table.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { InvalidInputError } from '../errors.ts'
import { checkCopy, copyStore } from '../store/copy.ts'
import { sealFile } from './sealed-file.ts'

export type Backup = { readonly bytes: number; readonly posts: number; readonly cases: number; readonly ms: number }

const Manifest = z.object({
  takenAt: z.iso.datetime(),
  /** Of the store inside, sealed or not. */
  sha256: z.string(),
  bytes: z.int(),
  rows: z.record(z.string(), z.int()),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestOf = (file: string): string => `${file}.json`
/** Null where nobody left one: a copy made by hand is still a copy. */
export const readManifest = (file: string): Manifest | null => {
  if (!existsSync(manifestOf(file))) return null
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(manifestOf(file), 'utf8')))
  if (parsed.success) return parsed.data
  throw new InvalidInputError('FILE', `${manifestOf(file)} cannot be read`, 'Restore it, or take it away.')
}

export const sumOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

const assertRoom = (source: string, target: string, sealed: boolean) => {
  const { bavail, bsize } = statfsSync(dirname(target))
  const log = statSync(`${source}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const needed = (statSync(source).size + log) * (sealed ? 2 : 1)
  if (bavail * bsize < needed * 1.1)
    throw new InvalidInputError(
      'FILE',
      `there is no room for ${Math.ceil(needed / 2 ** 20)} MB in ${dirname(target)}`,
      'Free some, or name another disk.',
    )
}

const assertPlaces = (source: string, target: string) => {
  if (!existsSync(source))
    throw new InvalidInputError(
      'SADA_DATABASE_URL',
      `there is no store at ${source}`,
      'Run `sada serve` or `sada import` first.',
    )
  if (existsSync(target))
    throw new InvalidInputError('FILE', `${target} exists already`, 'Name a new file; nothing is overwritten.')
}

/** `secret`: the copy is sealed with it. */
export const backup = async (source: string, target: string, secret: string | null = null): Promise<Backup> => {
  assertPlaces(source, target)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  assertRoom(source, target, secret !== null)
  const began = Date.now()
  const draft = `${target}.part`
  rmSync(draft, { force: true })
  try {
    await copyStore(source, draft)
    chmodSync(draft, 0o600)
    const { posts, cases, rows } = checkCopy(draft)
    const manifest: Manifest = {
      takenAt: new Date(began).toISOString(),
      sha256: await sumOfFile(draft),
      bytes: statSync(draft).size,
      rows,
    }
    if (secret !== null) await sealFile(draft, `${draft}.sealed`, secret)
    writeFileSync(manifestOf(target), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(secret === null ? draft : `${draft}.sealed`, target)
    return { posts, cases, bytes: statSync(target).size, ms: Date.now() - began }
  } finally {
    for (const left of ['', '-wal', '-shm', '.sealed']) rmSync(draft + left, { force: true })
  }
}
