// After an erasure: what the engine still holds of rows that are gone. SQLite: the index of words is written anew, and the log
// of changes is emptied into the file, where secure_delete has overwritten them. PostgreSQL: dead rows are given back.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Store } from './open.ts'
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

export const scrub = async (store: Store): Promise<boolean> => {
  if (store.engine === 'postgres') {
    for (const table of touched) await sql`vacuum ${sql.table(table)}`.execute(store[inside].writer)
    return true
  }
  await write(store, (tx) => sql`insert into posts_search (posts_search) values ('optimize')`.execute(tx))
  return emptyLog(store)
}
