// A post that was decided is read again: its picture, its words or its voice now count too, or people added a name it says.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Decision } from '../../dedupe/index.ts'
import type { Millis, PostId } from '../model.ts'
import type { PostRow, Tx } from '../store/index.ts'
import { mediaAtHand } from '../store/media.ts'
import { findPost, mediaOf, postsByRemoteId, reportOf, saveReading } from '../store/posts.ts'
import { addedIn } from './additions.ts'
import { askLater } from './ask-later.ts'
import { attachAll } from './attach.ts'
import type { Session } from './candidates.ts'
import { recountCase } from './change-post.ts'
import { decideAll } from './decide.ts'
import { type Prepared, prepared } from './prepare.ts'
import { samePictureIn } from './same-picture.ts'

/** The types of the events by which the pipeline is told to look again: a file was read; people added names or words. */
export const mediaRead = 'media-read'
export const additionsChanged = 'additions-changed'
export const toReread: readonly string[] = [mediaRead, additionsChanged]

type Reading = { readonly post: PostRow; readonly next: Prepared; readonly byPicture: boolean; readonly now: Millis }

/** Cases, other than its own, that a person should look at now. A picture raises only what shares it. */
const likely = async (tx: Tx, { post, next, byPicture }: Reading, decision: Decision | null) => {
  if (byPicture) return samePictureIn(tx, post, next.report)
  if (decision === null) return []
  const { kind, match, suggested } = decision
  return kind === 'same' && match !== null ? [match, ...suggested] : suggested
}

const ask = async (tx: Tx, reading: Reading, decision: Decision | null): Promise<void> =>
  askLater(tx, reading.post, await likely(tx, reading, decision), reading.now)

const inItsCase = async (tx: Tx, session: Session, reading: Reading): Promise<void> => {
  const { post, next, now } = reading
  const before = reportOf(post)
  await session.look(tx, [next.report])
  // Compared as if it came now: it must not be its own evidence.
  session.remove(post.id, before === null ? undefined : { report: before, from: post.case_id! })
  const decision = await session.decide(next.report)
  session.place(next.report, post.case_id!)
  await recountCase(tx, post, now)
  await ask(tx, reading, decision)
}

const inTheLane = async (tx: Tx, session: Session, reading: Reading): Promise<void> => {
  const { post, next, now } = reading
  const [outcome] = await attachAll(tx, await decideAll(tx, session, [next]), now, new Set([post.id]))
  if (outcome?.to === null) await ask(tx, reading, null)
}

const parentOf = async (tx: Tx, { channel, account, reply_to }: PostRow): Promise<PostId | null> =>
  reply_to === null ? null : ((await postsByRemoteId(tx, channel, account, [reply_to])).get(reply_to) ?? null)

const postToldOf = async (tx: Tx, { type, remoteId }: ChannelEvent): Promise<PostRow | undefined> => {
  if (type === additionsChanged) return findPost(tx, remoteId as PostId)
  const at = await mediaAtHand(tx, remoteId)
  return at === null ? undefined : findPost(tx, at.post.id)
}

export const reread = async (
  tx: Tx,
  session: Session,
  { event, now }: { readonly event: ChannelEvent; readonly now: Millis },
): Promise<void> => {
  const post = await postToldOf(tx, event)
  if (post === undefined || post.report === null) return
  const next = prepared(post, await mediaOf(tx, post.id), await parentOf(tx, post), await addedIn(tx))
  await saveReading(tx, post, next.post, next.search)
  if (next.post.report === post.report) return
  const reading = { post, next, byPicture: event.status === 'picture', now }
  if (post.case_id !== null) return inItsCase(tx, session, reading)
  // What a person said is no report stays so.
  if (post.lane !== 'not-a-report') await inTheLane(tx, session, reading)
}
