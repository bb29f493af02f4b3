// Who and what was erased, as keyed hashes: told again, it is not heard.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Keys } from '../keys/seal.ts'
import type { Millis } from '../model.ts'
import { aliasKeysOf } from './authors.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { InboxRow, NewInboxRow } from './schema.ts'
import type { Tx } from './tx.ts'

type Named = Pick<InboxRow, 'channel' | 'account' | 'key'>

export const messageHash = (keys: Keys, { channel, account, key }: Named): string =>
  keys.hash('message', `${channel}:${account}:${key}`)

/** A hash that is buried twice stands for the later time. */
export const bury = async (tx: Tx, hashes: readonly string[], at: Millis): Promise<void> => {
  for (const chunk of inChunks([...new Set(hashes)].sort(), 500))
    await tx
      .insertInto('tombstones')
      .values(chunk.map((hash) => ({ hash, erased_at: at })))
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({ erased_at: at }).where('tombstones.erased_at', '<', at),
      )
      .execute()
}

const buried = async (db: Reader, hashes: readonly string[]): Promise<ReadonlyMap<string, Millis>> => {
  const found = new Map<string, Millis>()
  for (const chunk of inChunks([...new Set(hashes)], 500)) {
    const rows = await db.selectFrom('tombstones').selectAll().where('hash', 'in', chunk).execute()
    for (const { hash, erased_at } of rows) found.set(hash, erased_at)
  }
  return found
}

const anyBuried = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('tombstones').select('hash').limit(1).executeTakeFirst()) !== undefined

type Hashes = { readonly messages: readonly string[]; readonly people: readonly string[]; readonly at: Millis }

/** The message itself, the one it acts on, and whoever said it. */
const hashesOf = (keys: Keys, row: NewInboxRow): Hashes => {
  const event = JSON.parse(row.event) as ChannelEvent
  const named = [row.key, ...(row.target === null ? [] : [`post:${row.target}`])]
  return {
    messages: named.map((key) => messageHash(keys, { ...row, key })),
    people: aliasKeysOf(keys, { ...row, author: event.author }),
    at: Date.parse(event.createdAt ?? ''),
  }
}

/**
 * What was erased, and what its author had said before he was: a replayed delivery brings nobody back. What he says afterwards
 * is new, and heard.
 */
export const withoutErased = async (
  tx: Tx,
  rows: readonly NewInboxRow[],
): Promise<{ readonly heard: readonly NewInboxRow[]; readonly erased: readonly NewInboxRow[] }> => {
  if (rows.length === 0 || !(await anyBuried(tx))) return { heard: rows, erased: [] }
  const hashes = rows.map((row) => hashesOf(tx.keys, row))
  const found = await buried(
    tx,
    hashes.flatMap(({ messages, people }) => [...messages, ...people]),
  )
  const gone = ({ messages, people, at }: Hashes) =>
    messages.some((hash) => found.has(hash)) || people.some((hash) => at <= (found.get(hash) ?? -1))
  const { heard = [], erased = [] } = Object.groupBy(
    rows.map((row, i) => ({ row, state: gone(hashes[i]!) ? ('erased' as const) : ('heard' as const) })),
    ({ state }) => state,
  )
  return { heard: heard.map(({ row }) => row), erased: erased.map(({ row }) => row) }
}
