// After an erasure: what the engine still holds of rows that are gone. SQLite: the index of words is written anew, and the log
// of changes is emptied into the file, where secure_delete has overwritten them. PostgreSQL: dead rows are given back.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Store } from './open.ts'
import type { Tx } from './tx.ts'
import { inside, write } from './write.ts'

const tries = 20

/** False where a reader kept the log in use: it is emptied at the next chance. */
export const emptyLog = async (store: Store): Promise<boolean> => {
  if (store.engine === 'postgres') return true
  for (let attempt = 0; attempt < tries; attempt++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(store[inside].writer)
    if (rows[0]?.busy === 0) return true
    await sleep(50)
  }
  return false
}

const touched = [
  'posts posts_search inbox receipts edits media authors author_aliases deliveries plans idempotency events cases',
].flatMap((line) => line.split(' '))

/** Pages of the index written anew in one go: little enough that nobody waits long for the writer. */
const pages = 500

/** One step of writing the index of words anew; the first one begins with all of it. False when nothing is left to do. */
const mergeStep = async (tx: Tx, first: boolean): Promise<boolean> => {
  const changes = async () => (await sql<{ n: number }>`select total_changes() as n`.execute(tx)).rows[0]!.n
  const before = await changes()
  await sql`insert into posts_search (posts_search, rank) values ('merge', ${first ? -pages : pages})`.execute(tx)
  return (await changes()) - before >= 2
}

export const scrub = async (store: Store): Promise<boolean> => {
  if (store.engine === 'postgres') {
    for (const table of touched) await sql`vacuum ${sql.table(table)}`.execute(store[inside].writer)
    return true
  }
  for (let [first, more] = [true, true]; more; first = false) more = await write(store, (tx) => mergeStep(tx, first))
  return emptyLog(store)
}
