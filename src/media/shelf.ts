// Bytes kept by their digest: the same file is stored once, a broken copy never.
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { typeOfBytes } from './type.ts'

export const largestMedia = 100 * 1024 ** 2

export type Kept = { readonly digest: string; readonly mimeType: string | null }

const digestShape = /^[0-9a-f]{64}$/

/** Null for what is no digest: nothing else may become a path. */
export const pathOf = (folder: string, digest: string): string | null =>
  digestShape.test(digest) ? join(folder, digest.slice(0, 2), digest) : null

/** A name is durable once its folder is. */
const settleFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Null where there are more bytes than a message can carry. */
export const keepMedia = async (folder: string, bytes: AsyncIterable<Uint8Array>): Promise<Kept | null> => {
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `.${randomUUID()}`)
  const file = await open(temporary, 'wx', 0o600)
  const hash = createHash('sha256')
  let [size, head] = [0, new Uint8Array()]
  try {
    for await (const chunk of bytes) {
      if (size === 0) head = Uint8Array.from(chunk.subarray(0, 24))
      size += chunk.length
      if (size > largestMedia) return null
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
    const digest = hash.digest('hex')
    const path = pathOf(folder, digest)!
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    await settleFolder(dirname(path))
    return { digest, mimeType: typeOfBytes(head) }
  } finally {
    await file.close()
    await rm(temporary, { force: true })
  }
}

async function* whole(bytes: Uint8Array) {
  yield bytes
}

/** Content address of bytes at hand; kept again they change nothing. */
export const keepBytes = async (folder: string, bytes: Uint8Array): Promise<string> => {
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (!(await isKept(folder, digest))) await keepMedia(folder, whole(bytes))
  return digest
}

export const isKept = (folder: string, digest: string): Promise<boolean> =>
  access(pathOf(folder, digest) ?? '').then(
    () => true,
    () => false,
  )

export const readKept = async (folder: string, digest: string): Promise<Uint8Array | null> =>
  readFile(pathOf(folder, digest) ?? '').catch(() => null)

const anHour = 60 * 60_000

/** Halves of files, left by a process that died while it wrote them. */
export const sweepHalves = async (folder: string, now = Date.now()): Promise<void> => {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    if (!name.startsWith('.')) continue
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }))
    if (mtimeMs < now - anHour) await rm(path, { force: true })
  }
}

export const removeKept = async (folder: string, digest: string): Promise<void> => {
  const path = pathOf(folder, digest)
  if (path !== null) await rm(path, { force: true })
}
