// Bytes that came with a post, kept by their digest: the same picture is stored once, a broken copy never.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export const largestMedia = 100 * 1024 ** 2

export type Kept = { readonly digest: string; readonly mimeType: string | null }

const signatures: readonly (readonly [offset: number, hex: string, type: string])[] = [
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, '47494638', 'image/gif'],
  [8, '57454250', 'image/webp'],
  [4, '6674797068656963', 'image/heic'],
  [4, '6674797061766966', 'image/avif'],
  [4, '667479704d3441', 'audio/mp4'],
  [4, '6674797033', 'video/3gpp'],
  [4, '6674797071742020', 'video/quicktime'],
  [4, '66747970', 'video/mp4'],
  [0, '1a45dfa3', 'video/webm'],
  [0, '4f676753', 'audio/ogg'],
  [0, '494433', 'audio/mpeg'],
  [0, 'fffb', 'audio/mpeg'],
  [0, '2321414d52', 'audio/amr'],
  [0, '25504446', 'application/pdf'],
  [0, '504b0304', 'application/zip'],
]

/** What the bytes are, whatever their name says. */
export const typeOfBytes = (head: Uint8Array): string | null => {
  const hex = Buffer.from(head.subarray(0, 24)).toString('hex')
  return signatures.find(([offset, start]) => hex.startsWith(start, offset * 2))?.[2] ?? null
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
      await file.write(chunk)
    }
    await file.sync()
    const digest = hash.digest('hex')
    const path = join(folder, digest.slice(0, 2), digest)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    return { digest, mimeType: typeOfBytes(head) }
  } finally {
    await file.close()
    await rm(temporary, { force: true })
  }
}
