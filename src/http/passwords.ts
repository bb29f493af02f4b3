// Secrets of people and programs: passwords stretched with scrypt, random tokens kept only as hashes.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { isCommon } from './common-passwords.ts'
import { ProblemError } from './problems.ts'

/** Tests may hash more cheaply: the price is kept with each hash. */
export type Cost = { readonly N: number; readonly r: number; readonly p: number }
const cost: Cost = { N: 2 ** 15, r: 8, p: 1 }
/** Stretching is dear on purpose: a flood of guesses must not take the machine from everybody else. */
const mostAtOnce = 24
let stretching = 0

const derive = async (password: string, salt: Buffer, cost: Cost): Promise<Buffer> => {
  if (stretching >= mostAtOnce) throw new ProblemError('too-many', { retryAfterSeconds: 5 })
  stretching += 1
  try {
    return await stretch(password, salt, cost)
  } finally {
    stretching -= 1
  }
}

const stretch = (password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )

export const hashPassword = async (password: string, price: Cost = cost): Promise<string> => {
  const salt = randomBytes(16)
  const key = await derive(password, salt, price)
  return ['scrypt', price.N, price.r, price.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Work is done for unknown names too, so that time does not tell which names exist. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

export const checkPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [, N, r, p, salt, key] = (stored ?? nobody).split('$')
  const expected = Buffer.from(key ?? '', 'base64url')
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return expected.length === given.length && timingSafeEqual(expected, given) && stored !== null
}

/** 256 random bits: nothing to guess, so a plain hash is enough to keep it. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** What is guessed first is refused before it is kept, and so is one's own name. */
export const strongEnough = (password: string, name: string): void => {
  if (isCommon(password, name)) throw new ProblemError('common-password', { field: 'password' })
}
