// Edits and deletions: a post keeps its case and its place in the count, whatever its author does to the words.
import type { ChannelEvent } from '../../connectors/connector.ts'
import { recount } from '../cases/recount.ts'
import type { Millis, PostId } from '../model.ts'
import { lockCases, saveCases } from '../store/cases.ts'
import { forgetAuthor, stillSpeaks } from '../store/forget.ts'
import { forgetEvent, forgetEvents } from '../store/inbox.ts'
import { emit, type InboxRow, type PostRow, type Tx } from '../store/index.ts'
import { addMedia, editPost, emptyPost, findPost, mediaOf, postsByRemoteId, reportOf } from '../store/posts.ts'
import { closeMootReviews } from '../store/reviews.ts'
import { keepLateEdit, noteLostEdit } from '../store/stored-posts.ts'
import { addedIn } from './additions.ts'
import { attachAll } from './attach.ts'
import type { Session } from './candidates.ts'
import { complete } from './complete.ts'
import { decideAll } from './decide.ts'
import { mediaRows, prepared, timeOf, wordsOf } from './prepare.ts'

const machine = { kind: 'machine' } as const

const targetOf = async (tx: Tx, { channel, account }: InboxRow, event: ChannelEvent): Promise<PostRow | undefined> => {
  const remote = event.target ?? event.remoteId
  const id = (await postsByRemoteId(tx, channel, account, [remote])).get(remote)
  return id === undefined ? undefined : findPost(tx, id)
}

export const recountCase = async (tx: Tx, post: PostRow, now: Millis): Promise<void> => {
  if (post.case_id === null) return
  const rows = await lockCases(tx, [post.case_id])
  await saveCases(tx, await Promise.all(rows.map((row) => recount(tx, row, now))))
}

type Change = { readonly row: InboxRow; readonly event: ChannelEvent; readonly now: Millis }

const edit = async (tx: Tx, session: Session, post: PostRow, { row, event, now }: Change): Promise<void> => {
  const old = await mediaOf(tx, post.id)
  const added = mediaRows(event, post.id, old.length).filter(
    (one) => !old.some((known) => known.remote_id !== null && known.remote_id === one.remote_id),
  )
  const at = timeOf(event, row.received_at)
  // Told late: what was said since stands, and this was said before it.
  if (post.edited_at !== null && at < post.edited_at) {
    await addMedia(tx, added)
    return keepLateEdit(tx, post.id, { seq: row.seq, at, text: wordsOf(event) })
  }
  const text = event.text === undefined && added.length === 0 ? post.text : wordsOf(event)
  const location = event.location === undefined ? post.location : JSON.stringify(event.location)
  const parent =
    post.reply_to === null
      ? null
      : ((await postsByRemoteId(tx, post.channel, post.account, [post.reply_to])).get(post.reply_to) ?? null)
  const next = prepared({ ...post, text, location }, [...old, ...added], parent, await addedIn(tx))
  await addMedia(tx, added)
  const { kind, language, report, state } = next.post
  await editPost(tx, post, { text, location, kind, language, report, state }, { seq: row.seq, at, search: next.search })
  emit(tx, { kind: 'post-edited', caseId: post.case_id, postId: post.id, actor: machine, at: now })
  if (post.case_id === null) {
    const edited = { ...next, post: { ...next.post, edited_at: at } }
    await attachAll(tx, await decideAll(tx, session, [edited]), now, new Set([post.id]))
    return
  }
  await session.look(tx, [next.report])
  session.place(next.report, post.case_id, reportOf(post) ?? undefined)
  await recountCase(tx, post, now)
}

const remove = async (tx: Tx, session: Session, post: PostRow, { row, event, now }: Change): Promise<void> => {
  await emptyPost(tx, post, timeOf(event, row.received_at))
  await forgetEvents(tx, post.id)
  // X asks that nothing of the account stays where nothing of its posts does.
  if (post.channel === 'x' && post.author_id !== null && !(await stillSpeaks(tx, post.author_id)))
    await forgetAuthor(tx, post.author_id)
  const report = reportOf(post)
  session.remove(post.id as PostId, report && post.case_id ? { report, from: post.case_id } : undefined)
  emit(tx, { kind: 'post-deleted', caseId: post.case_id, postId: post.id, actor: machine, at: now })
  await recountCase(tx, post, now)
  if (post.case_id) await closeMootReviews(tx, [post.case_id], now)
}

/** False: the post it speaks of has not arrived yet. */
export const changePost = async (tx: Tx, session: Session, change: Change): Promise<boolean> => {
  const post = await targetOf(tx, change.row, change.event)
  if (post === undefined) return false
  // What was taken back stays so, whatever is told later.
  if (post.deleted_at !== null) {
    await forgetEvent(tx, change.row.seq)
    if (change.event.kind === 'edit' && change.event.completes !== true)
      await noteLostEdit(tx, post, { seq: change.row.seq, at: timeOf(change.event, change.row.received_at) })
    return true
  }
  if (change.event.completes === true) {
    if (await complete(tx, session, post, change)) await recountCase(tx, post, change.now)
  } else await (change.event.kind === 'edit' ? edit : remove)(tx, session, post, change)
  return true
}
