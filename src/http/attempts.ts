// Guessing is slow: proofs are counted in the store, by account and by the network they come from, before they are checked.
import type { Context } from 'hono'
import {
  accountLimit,
  addressLimit,
  type Bucket,
  dropOldAttempts,
  forgetAttempts,
  giveBack,
  takeAttempt,
  visitLimit,
} from '../store/attempts.ts'
import { type Tx, write } from '../store/index.ts'
import { signInName } from '../store/users.ts'
import type { Env } from './context.ts'
import { addressOf, prefixOf, trustedProxies } from './peer.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

type Parts = Pick<Server, 'store' | 'clock' | 'config'>

export type Attempt = {
  /** In the transaction that lets the person in. */
  succeeded(tx: Tx): Promise<void>
}

/** What a network tries. A program with an old token must not keep its people from signing in: the kinds are counted apart. */
const networks = {
  link: { kind: 'address', limit: addressLimit },
  program: { kind: 'program', limit: addressLimit },
  visit: { kind: 'visit', limit: visitLimit },
} as const

export type Tried = { readonly kind: 'account'; readonly name: string } | { readonly kind: keyof typeof networks }

const addressBucket = (c: Context<Env>, { config }: Parts, { kind }: Tried): readonly Bucket[] => {
  const address = addressOf(c, trustedProxies(config.trustedProxies))
  return address === null ? [] : [{ ...networks[kind === 'account' ? 'link' : kind], of: prefixOf(address) }]
}

/** Refused alike whether the account is locked or the network, and whether the account exists. */
export const attempt = async (c: Context<Env>, parts: Parts, tried: Tried): Promise<Attempt> => {
  const { store, clock } = parts
  const address = addressBucket(c, parts, tried)
  const own: readonly Bucket[] =
    tried.kind === 'account' ? [{ kind: 'account', of: signInName(tried.name), limit: accountLimit }] : []
  const buckets = [...own, ...address]
  if (buckets.length === 0) return { succeeded: async () => {} }
  const wait = await write(store, (tx) => takeAttempt(tx, buckets, clock()))
  if (wait > 0) throw new ProblemError('locked', { retryAfterSeconds: Math.ceil(wait / 1000) })
  return {
    succeeded: async (tx) => {
      for (const bucket of own) await forgetAttempts(tx, bucket)
      for (const bucket of address) await giveBack(tx, bucket)
      await dropOldAttempts(tx, clock())
    },
  }
}
