// Proofs tried lately: each try is counted before it is checked, so that many at once are no way around the limit.
import { createHash } from 'node:crypto'
import type { Tx } from './tx.ts'

const minutes = 60_000

export type Limit = {
  /** Tries that cost nothing, within a window; each one after them doubles the wait. */
  readonly tries: number
  readonly window: number
  readonly first: number
  readonly longest: number
}
export const accountLimit: Limit = { tries: 5, window: 15 * minutes, first: 1 * minutes, longest: 60 * minutes }
/** Many people may share one address: more tries, shorter waits. */
export const addressLimit: Limit = { tries: 60, window: 15 * minutes, first: 1 * minutes, longest: 15 * minutes }

/** Setting out for the identity provider proves nothing yet, but is written down. */
export const visitLimit: Limit = { ...addressLimit, tries: 300 }

export type Bucket = {
  readonly kind: 'account' | 'address' | 'program' | 'visit'
  readonly of: string
  readonly limit: Limit
}

export const waitAfter = ({ tries, first, longest }: Limit, count: number): number =>
  count < tries ? 0 : Math.min(longest, first * 2 ** Math.min(20, count - tries))

const keyOf = ({ kind, of }: Bucket): string => `${kind} ${createHash('sha256').update(of).digest('base64url')}`

/** Made or locked by one statement: two tries at once are counted one after the other, and one that forgets takes no row from under them. */
const held = (tx: Tx, bucket: string) =>
  tx
    .insertInto('attempts')
    .values({ bucket, count: 0, first_at: 0, locked_until: 0 })
    .onConflict((on) => on.column('bucket').doUpdateSet((eb) => ({ count: eb.ref('attempts.count') })))
    .returningAll()
    .executeTakeFirstOrThrow()

/** Milliseconds to wait before this try may be made; 0 = it may, and is counted. */
const take = async (tx: Tx, bucket: Bucket, now: number): Promise<number> => {
  const key = keyOf(bucket)
  const row = await held(tx, key)
  // A clock that was set back must not lock anyone out until it has caught up: the wait begins anew, once.
  const ahead = Math.max(row.first_at, row.locked_until - bucket.limit.longest) > now
  const until = ahead ? now + waitAfter(bucket.limit, row.count) : row.locked_until
  const since = ahead ? now : row.first_at
  const set = (values: { count: number; first_at: number; locked_until: number }) =>
    tx.updateTable('attempts').set(values).where('bucket', '=', key).execute()
  // A try that cost nothing ends in no wait, though another process's clock was a little ahead when it was counted.
  if (until > now && waitAfter(bucket.limit, row.count) > 0) {
    if (ahead) await set({ count: row.count, first_at: since, locked_until: until })
    return until - now
  }
  const fresh = now - Math.max(since, until) > bucket.limit.window
  const count = fresh ? 1 : row.count + 1
  await set({ count, first_at: fresh ? now : since, locked_until: now + waitAfter(bucket.limit, count) })
  return 0
}

/** The longest wait that any of the buckets asks for. */
export const takeAttempt = async (tx: Tx, buckets: readonly Bucket[], now: number): Promise<number> => {
  let wait = 0
  // In one order everywhere, so that two tries never wait for each other.
  for (const bucket of buckets.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))))
    wait = Math.max(wait, await take(tx, bucket, now))
  return wait
}

/** A right proof: the account starts anew. Its address does not, or one account would pay for guessing all the others. */
export const forgetAttempts = (tx: Tx, bucket: Bucket) =>
  tx.deleteFrom('attempts').where('bucket', '=', keyOf(bucket)).execute()

/** The right proof was no guess: it does not count against those who share the address. */
export const giveBack = (tx: Tx, bucket: Bucket) =>
  tx
    .updateTable('attempts')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where('bucket', '=', keyOf(bucket))
    .where('count', '>', 0)
    .execute()

/** What no limit remembers any more. */
export const dropOldAttempts = (tx: Tx, now: number) =>
  tx
    .deleteFrom('attempts')
    .where('locked_until', '<', now - 24 * 60 * minutes)
    .where('first_at', '<', now - 24 * 60 * minutes)
    .execute()
