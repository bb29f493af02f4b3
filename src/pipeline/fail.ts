// A row that fails must not hold up the others: it waits longer each time, and in the end for a person.
import type { Millis } from '../model.ts'
import { authorsOf } from '../store/authors.ts'
import { failTurn } from '../store/inbox.ts'
import { emit, type InboxRow, type Store, type Tx, write } from '../store/index.ts'
import { savePosts } from '../store/posts.ts'
import { eventOf, mediaRows, plainPost, timeOf } from './prepare.ts'

export const mostAttempts = 5

/** The reason as a person may read it; never the content of a post. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500)

/** What could not be prepared is still what a citizen said: people see it in the lane "no case". */
const showUnread = async (tx: Tx, row: InboxRow): Promise<void> => {
  const event = eventOf(row)
  const [author] = await authorsOf(tx, [
    { channel: row.channel, account: row.account, author: event.author, at: timeOf(event, row.received_at) },
  ])
  const post = plainPost(row, event, author ?? null)
  await savePosts(tx, [post], mediaRows(event, post.id), [])
}

/** True: set aside for a person. */
export const fail = async (
  store: Store,
  row: InboxRow,
  error: unknown,
  { now, retryMs }: { readonly now: Millis; readonly retryMs: number },
): Promise<boolean> => {
  const last = row.attempt >= mostAttempts
  const outcome = {
    state: last ? 'quarantined' : 'new',
    fault: reasonOf(error),
    waitMs: retryMs * 2 ** (row.attempt - 1),
  } as const
  await write(store, async (tx) => {
    if (!(await failTurn(tx, row, outcome)) || !last) return
    emit(tx, {
      kind: 'quarantined',
      caseId: null,
      postId: row.post_id,
      actor: { kind: 'machine' },
      at: now,
      data: { reason: outcome.fault },
    })
  })
  if (last && row.kind === 'post') await write(store, (tx) => showUnread(tx, row)).catch(() => {})
  return last
}
