// Requests to erase, and what became of each.
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { ErasureRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const addErasure = async (tx: Tx, row: ErasureRow): Promise<void> => {
  await tx
    .insertInto('erasures')
    .values({ ...row, request: row.request === null ? null : tx.keys.seal('request', row.request) })
    .execute()
}

const opened = (db: Reader, row: ErasureRow): ErasureRow => ({
  ...row,
  request: row.request === null ? null : db.keys.open('request', row.request),
})

export const findErasure = async (db: Reader, id: string): Promise<ErasureRow | undefined> => {
  const row = await db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
  return row && opened(db, row)
}

export const waitingErasures = async (db: Reader): Promise<readonly string[]> =>
  (await db.selectFrom('erasures').select('id').where('state', '=', 'waiting').orderBy('asked_at').execute()).map(
    ({ id }) => id,
  )

export const erasureByCode = async (
  db: Reader,
  code: string,
): Promise<Pick<ErasureRow, 'state' | 'asked_at' | 'done_at'> | null> =>
  (await db
    .selectFrom('erasures')
    .select(['state', 'asked_at', 'done_at'])
    .where('code', '=', db.keys.hash('code', code))
    .executeTakeFirst()) ?? null

/** Takes it for this transaction: false where another has done it. Whom it was about is gone with it. */
export const finishErasure = async (
  tx: Tx,
  id: string,
  done: { readonly entry: string; readonly posts: number; readonly at: Millis },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('erasures')
    .set({ state: 'done', request: null, entry: done.entry, posts: done.posts, done_at: done.at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

/** Each that is done, as the ledger has it. */
export const erasureEntries = async (db: Reader): Promise<readonly { readonly id: string; readonly entry: string }[]> =>
  (
    await db.selectFrom('erasures').select(['id', 'entry']).where('state', '=', 'done').orderBy('done_at').execute()
  ).map(({ id, entry }) => ({ id, entry: entry! }))

export const erasuresBefore = (
  db: Reader,
  key: readonly [Millis, string] | null,
  limit: number,
): Promise<ErasureRow[]> =>
  db
    .selectFrom('erasures')
    .selectAll()
    .$if(key !== null, (query) =>
      query.where((e) =>
        e.or([e('asked_at', '<', key![0]), e.and([e('asked_at', '=', key![0]), e('id', '<', key![1])])]),
      ),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
