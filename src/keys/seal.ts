// Sealing what identifies people: AES-256-GCM under a key of its own for each use, derived from the secret, whose id is written
// beside it. Found again by a keyed hash.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'

/** What is sealed or hashed; each has its own key, so that one can never be passed off as another. */
export type Use =
  | 'author'
  | 'alias'
  | 'message'
  | 'event'
  | 'receipt'
  | 'recipient'
  | 'plan'
  | 'answer'
  | 'account'
  | 'request'
  | 'second-factor'
  | 'hash-key'
  | 'code'
  | 'hook'

export type Keys = {
  /** Names the secret in use. */
  readonly id: string
  seal(use: Use, text: string): string
  /** Text that was stored before there were keys is given as it is. */
  open(use: Use, sealed: string): string
  /** The same for ever in one store, so that look-ups outlive a change of secret. */
  hash(use: Use, text: string): string
  isCurrent(sealed: string): boolean
}

export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError'
}

const shape = /^s1\.([0-9a-f]{12})\./
const [ivBytes, tagBytes] = [12, 16]

const derived = (secret: string, use: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'sada', use, length))

type Secret = { readonly id: string; keyFor(use: Use): KeyObject }

/** As key objects: Node takes several times as long for a key that comes as bytes each time. */
const remembered = (make: (use: Use) => Buffer) => {
  const made = new Map<Use, KeyObject>()
  return (use: Use): KeyObject => {
    const key = made.get(use) ?? createSecretKey(make(use))
    made.set(use, key)
    return key
  }
}

const secretOf = (text: string): Secret => ({
  id: derived(text, 'id', 6).toString('hex'),
  keyFor: remembered((use) => derived(text, `seal:${use}`, 32)),
})

export const idOf = (secret: string): string => secretOf(secret).id
export const isSealed = (text: string): boolean => shape.test(text)

/** Random bytes by the page, each used once: asking for twelve at a time takes as long as sealing with them. */
const page = Buffer.alloc(ivBytes * 340)
let used = page.length
const freshIv = (): Uint8Array => {
  if (used === page.length) {
    randomFillSync(page)
    used = 0
  }
  used += ivBytes
  return page.subarray(used - ivBytes, used)
}

const sealed = ({ id, keyFor }: Secret, use: Use, text: string): string => {
  const iv = freshIv()
  const cipher = createCipheriv('aes-256-gcm', keyFor(use), iv)
  const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `s1.${id}.${body.toString('base64url')}`
}

const opened = ({ keyFor }: Secret, use: Use, text: string): string => {
  const body = Buffer.from(text.slice(text.lastIndexOf('.') + 1), 'base64url')
  const end = body.length - tagBytes
  const decipher = createDecipheriv('aes-256-gcm', keyFor(use), body.subarray(0, ivBytes))
  decipher.setAuthTag(body.subarray(end))
  return decipher.update(body.subarray(ivBytes, end), undefined, 'utf8') + decipher.final('utf8')
}

/** The first secret seals; each of them opens what it sealed. */
const ring = (secrets: readonly string[]) => {
  const all = secrets.map(secretOf)
  const byId = new Map(all.map((one) => [one.id, one]))
  const [current] = all
  if (current === undefined) throw new WrongKeyError('there is no secret to seal with')
  return {
    id: current.id,
    seal: (use: Use, text: string) => sealed(current, use, text),
    open: (use: Use, text: string) => {
      const id = shape.exec(text)?.[1]
      if (id === undefined) return text
      const secret = byId.get(id)
      if (secret === undefined) throw new WrongKeyError(`sealed under ${id}, a secret that is not here`)
      return opened(secret, use, text)
    },
    isCurrent: (text: string) => shape.exec(text)?.[1] === current.id,
  }
}

export const newSecretKey = (): string => randomBytes(32).toString('base64url')

/** `hashKey`: kept in the store, sealed by the secret; null = the store is new. Returned with what the store must keep. */
export const createKeys = (
  secrets: readonly string[],
  hashKey: string | null,
): { readonly keys: Keys; readonly hashKey: string } => {
  const seals = ring(secrets)
  const plain = hashKey === null ? newSecretKey() : seals.open('hash-key', hashKey)
  const keyFor = remembered((use) => derived(plain, `hash:${use}`, 32))
  return {
    keys: {
      ...seals,
      hash: (use, text) => createHmac('sha256', keyFor(use)).update(text).digest('base64url'),
    },
    hashKey: hashKey !== null && seals.isCurrent(hashKey) ? hashKey : seals.seal('hash-key', plain),
  }
}
