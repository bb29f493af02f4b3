// Where a delivery goes: kept as a keyed hash, the address itself only with its author.
import type { Keys } from '../keys/seal.ts'
import type { AuthorId } from '../model.ts'
import { inChunks } from './rows.ts'
import type { DeliveryRow } from './schema.ts'
import type { Tx } from './tx.ts'

/** Answers under a post name the post; what is sent to a person is kept as a keyed hash, his address only with him. */
const underPost: ReadonlySet<DeliveryRow['route']> = new Set([
  'x-reply',
  'instagram-comment',
  'instagram-mention',
  'instagram-private',
])

export const hidden = (keys: Keys, row: DeliveryRow): DeliveryRow => ({
  ...row,
  recipient:
    row.recipient === null || row.recipient === '' || underPost.has(row.route)
      ? row.recipient
      : keys.hash('recipient', row.recipient),
})

export const addressed = async (tx: Tx, rows: readonly DeliveryRow[]): Promise<readonly DeliveryRow[]> => {
  const addresses = new Map<AuthorId, string>()
  for (const ids of inChunks([...new Set(rows.map(({ author_id }) => author_id))], 500)) {
    const authors = await tx.selectFrom('authors').select(['id', 'remote_id']).where('id', 'in', ids).execute()
    for (const { id, remote_id } of authors) addresses.set(id, tx.keys.open('author', remote_id))
  }
  return rows.map((row) =>
    row.recipient === null || row.recipient === '' || underPost.has(row.route)
      ? row
      : { ...row, recipient: addresses.get(row.author_id)! },
  )
}
