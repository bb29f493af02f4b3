// Everything that is sealed, sealed anew under the secret in use: a chunk a transaction, so that it goes on where it stopped.
import { type RawBuilder, sql } from 'kysely'
import type { Use } from '../keys/seal.ts'
import { resealHashKey } from './keys.ts'
import type { Store } from './open.ts'
import type { Tx } from './tx.ts'
import { type Writable, write } from './write.ts'

const columns: readonly (readonly [table: string, key: string, column: string, use: Use])[] = [
  ['authors', 'id', 'remote_id', 'author'],
  ['authors', 'id', 'handle', 'author'],
  ['authors', 'id', 'name', 'author'],
  ['author_aliases', 'key', 'alias', 'alias'],
  ['inbox', 'seq', 'event', 'event'],
  ['receipts', 'id', 'body', 'receipt'],
  ['plans', 'id', 'body', 'plan'],
  ['idempotency', 'key', 'body', 'answer'],
  ['erasures', 'id', 'request', 'request'],
  ['accounts', 'id', 'secrets', 'account'],
  ['connector_secrets', 'name', 'sealed', 'account'],
  ['second_factors', 'user_id', 'secret', 'second-factor'],
  ['hooks', 'id', 'secret', 'hook'],
]

const chunk = 500
type Row = { readonly key: string | number; readonly text: string }

/** Empty is what had to go; an event whose turn has ended says nothing. */
const isSaid = (text: string) => text !== '' && text !== '{}'

const resealChunk = async (
  tx: Tx,
  [table, key, column, use]: (typeof columns)[number],
  after: string | number | null,
): Promise<{ readonly last: string | number | null; readonly sealed: number }> => {
  const [t, k, c] = [sql.table(table), sql.ref(key), sql.ref(column)]
  const later: RawBuilder<unknown> = after === null ? sql`` : sql`and ${k} > ${after}`
  const { rows } = await sql<Row>`select ${k} as key, ${c} as text from ${t}
    where ${c} is not null ${later} order by ${k} limit ${chunk}`.execute(tx)
  const due = rows.filter(({ text }) => isSaid(text) && !tx.keys.isCurrent(text))
  for (const { key: id, text } of due)
    await sql`update ${t} set ${c} = ${tx.keys.seal(use, tx.keys.open(use, text))} where ${k} = ${id} and ${c} = ${text}`.execute(
      tx,
    )
  return { last: rows.length < chunk ? null : rows.at(-1)!.key, sealed: due.length }
}

/** Look-up keys from before there was a secret: what the id was is sealed, and its hash takes its place. */
const hideAliases = async (tx: Tx): Promise<number> => {
  const rows = await tx.selectFrom('author_aliases').selectAll().where('alias', 'is', null).limit(chunk).execute()
  for (const { key } of rows) {
    const [channel = '', ...rest] = key.split(':')
    const id = channel === 'whatsapp' || channel === 'x' ? rest.join(':') : rest.slice(1).join(':')
    await tx
      .updateTable('author_aliases')
      .set({ key: tx.keys.hash('alias', key), alias: tx.keys.seal('alias', id) })
      .where('key', '=', key)
      .execute()
  }
  return rows.length
}

/** How many values were sealed anew. */
export const reseal = async (store: Writable): Promise<number> => {
  let count = 0
  for (let hidden = chunk; hidden === chunk; count += hidden) hidden = await write(store, hideAliases)
  for (const column of columns)
    for (let after: string | number | null = null; ; ) {
      const { last, sealed } = await write(store, (tx) => resealChunk(tx, column, after))
      count += sealed
      if (last === null) break
      after = last
    }
  await write(store, (tx) => resealHashKey(tx, tx.keys))
  return count
}

const done = 'sealed'

/** A store of an earlier version holds people readable: they are sealed before anybody is served, once. */
export const sealOnce = async (store: Store): Promise<void> => {
  const known = await store.read.selectFrom('meta').select('value').where('name', '=', done).executeTakeFirst()
  if (known !== undefined) return
  await reseal(store)
  await write(store, (tx) =>
    tx
      .insertInto('meta')
      .values({ name: done, value: '1' })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  )
}
