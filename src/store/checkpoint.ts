// The write-ahead log goes back into the store where nobody waits for it: not in the commit of a sender's message.
import { sql } from 'kysely'
import type { Store } from './open.ts'
import { inside } from './write.ts'

/** Most of it while others write; the rest, and with it the log's return to its start, in a turn of our own. */
export const checkpoint = async (store: Store): Promise<void> => {
  const { writer, turns } = store[inside]
  const copy = sql`pragma wal_checkpoint(passive)`
  await copy.execute(writer)
  await turns?.take()
  try {
    await copy.execute(writer)
  } finally {
    turns?.give()
  }
}
