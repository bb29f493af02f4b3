// A file that only the secret opens: AES-256-GCM, the id of the secret in front, the proof of wholeness at the end.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { InvalidInputError } from '../errors.ts'
import { idOf } from '../keys/seal.ts'

const mark = Buffer.from('SADABAK1')
const [idBytes, ivBytes, tagBytes] = [12, 12, 16]
const headBytes = mark.length + idBytes + ivBytes

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, 'sada', 'backup', 32))

export const sealFile = async (source: string, target: string, secret: string): Promise<void> => {
  const iv = randomBytes(ivBytes)
  const head = Buffer.concat([mark, Buffer.from(idOf(secret), 'ascii'), iv])
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(head)
  const out = createWriteStream(target, { mode: 0o600, flags: 'w' })
  out.write(head)
  await pipeline(createReadStream(source, { highWaterMark: 1 << 20 }), cipher, out)
  const file = await open(target, 'a')
  await file.write(cipher.getAuthTag())
  await file.sync().finally(() => file.close())
}

const headOf = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(headBytes)
    return head.subarray(0, readSync(handle, head, 0, headBytes, 0))
  } finally {
    closeSync(handle)
  }
}

export const isSealedFile = (file: string): boolean => headOf(file).subarray(0, mark.length).equals(mark)

/** Nothing of `target` may be used before this has returned: the proof stands at the end. */
export const openFile = async (source: string, target: string, secrets: readonly string[]): Promise<void> => {
  const head = headOf(source)
  const id = head.subarray(mark.length, mark.length + idBytes).toString('ascii')
  const secret = secrets.find((one) => idOf(one) === id)
  if (secret === undefined)
    throw new InvalidInputError(
      'SADA_BACKUP_KEY',
      `this backup is sealed under ${id}, a secret that is not here`,
      'Set SADA_BACKUP_KEY (or SADA_SECRET_KEY) to the one it was made with.',
    )
  const end = statSync(source).size - tagBytes
  const damaged = () => new InvalidInputError('FILE', 'the sealed backup is damaged or cut short', 'Use another copy.')
  if (end < headBytes) throw damaged()
  const handle = await open(source, 'r')
  const tag = Buffer.alloc(tagBytes)
  await handle.read(tag, 0, tagBytes, end).finally(() => handle.close())
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), head.subarray(-ivBytes)).setAAD(head).setAuthTag(tag)
  const body = createReadStream(source, { start: headBytes, end: Math.max(headBytes, end) - 1, highWaterMark: 1 << 20 })
  await pipeline(body, decipher, createWriteStream(target, { mode: 0o600 })).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error ? error : damaged()
  })
}
