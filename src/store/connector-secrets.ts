// Tokens that change while Sada runs. Sealed before they come here; one process renews at a time.
import { sql } from 'kysely'
import type { Millis } from '../model.ts'
import { nowBy } from './inbox.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export const sealedSecret = async (db: Reader, name: string): Promise<string | null> =>
  (await db.selectFrom('connector_secrets').select('sealed').where('name', '=', name).executeTakeFirst())?.sealed ??
  null

export type SecretClaim = { readonly name: string; readonly attempt: number; readonly sealed: string | null }

/** Null: another process is renewing it. */
export const claimSecret = async (tx: Tx, name: string, leaseMs: number, now: Millis): Promise<SecretClaim | null> => {
  await tx
    .insertInto('connector_secrets')
    .values({ name, sealed: null, attempt: 0, lease_until: 0, updated_at: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const claimed = await tx
    .updateTable('connector_secrets')
    .set({ attempt: sql`attempt + 1`, lease_until: sql`${nowBy(tx.engine)} + ${leaseMs}` })
    .where('name', '=', name)
    .where('lease_until', '<=', nowBy(tx.engine))
    .returning(['attempt', 'sealed'])
    .executeTakeFirst()
  return claimed === undefined ? null : { name, ...claimed }
}

/** `sealed` undefined = it stays as it was. */
export const keepSecret = async (
  tx: Tx,
  { name, attempt }: SecretClaim,
  sealed: string | undefined,
  now: Millis,
): Promise<void> => {
  await tx
    .updateTable('connector_secrets')
    .set({ lease_until: 0, ...(sealed === undefined ? {} : { sealed, updated_at: now }) })
    .where('name', '=', name)
    .where('attempt', '=', attempt)
    .execute()
}
