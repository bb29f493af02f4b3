// The first answer to a write with an Idempotency-Key, given again to every repetition.
import type { Tx } from './tx.ts'

export type Claim =
  | { readonly kind: 'first' }
  | { readonly kind: 'running' }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: string | null }

const day = 86_400_000
const abandonedAfter = 60_000
type Keyed = { readonly key: string; readonly actor: string; readonly requestHash: string; readonly now: number }

/** Takes the key for this request; a claim whose process died is taken over after a minute. */
export const claimKey = async (tx: Tx, { key, actor, requestHash, now }: Keyed): Promise<Claim> => {
  await tx
    .deleteFrom('idempotency')
    .where((where) =>
      where.or([
        where('created_at', '<', now - day),
        where.and([where('done', '=', 0), where('created_at', '<', now - abandonedAfter)]),
      ]),
    )
    .execute()
  const taken = await tx
    .insertInto('idempotency')
    .values({ key, actor, request_hash: requestHash, done: 0, status: null, body: null, created_at: now })
    .onConflict((on) => on.columns(['key', 'actor']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken !== undefined) return { kind: 'first' }
  const row = await tx
    .selectFrom('idempotency')
    .selectAll()
    .where('key', '=', key)
    .where('actor', '=', actor)
    .executeTakeFirst()
  if (row === undefined) return { kind: 'running' }
  if (row.request_hash !== requestHash) return { kind: 'other-request' }
  if (row.done === 0) return { kind: 'running' }
  return {
    kind: 'answered',
    status: row.status ?? 200,
    body: row.body === null ? null : tx.keys.open('answer', row.body),
  }
}

export const keepAnswer = (tx: Tx, key: string, actor: string, status: number, body: string | null) =>
  tx
    .updateTable('idempotency')
    .set({ done: 1, status, body: body === null ? null : tx.keys.seal('answer', body) })
    .where('key', '=', key)
    .where('actor', '=', actor)
    .execute()

export const releaseKey = (tx: Tx, key: string, actor: string) =>
  tx.deleteFrom('idempotency').where('key', '=', key).where('actor', '=', actor).where('done', '=', 0).execute()
