// A channel told of a post without its words or its time (a mention by its id alone); now they are here.
import type { ChannelEvent } from '../../connectors/connector.ts'
import { authorsOf } from '../store/authors.ts'
import type { InboxRow, PostRow, Tx } from '../store/index.ts'
import { addMedia, mediaOf, reportOf, saveReading } from '../store/posts.ts'
import { saveCompletion } from '../store/stored-posts.ts'
import { addedIn } from './additions.ts'
import { attachAll } from './attach.ts'
import type { Session } from './candidates.ts'
import { decideAll } from './decide.ts'
import { mediaRows, prepared, timeOf, wordsOf } from './prepare.ts'

type Telling = { readonly row: InboxRow; readonly event: ChannelEvent; readonly now: number }

const authorOf = async (tx: Tx, post: PostRow, { event }: Telling) => {
  if (post.author_id !== null || event.author === undefined) return post.author_id
  const said = { channel: post.channel, account: post.account, author: event.author, at: post.created_at }
  return (await authorsOf(tx, [said]))[0] ?? null
}

/** Its words are now its first words: nothing of this is an edit. True where its case must be counted again. */
export const complete = async (tx: Tx, session: Session, post: PostRow, telling: Telling): Promise<boolean> => {
  const { event, now } = telling
  const old = await mediaOf(tx, post.id)
  const added = old.length > 0 ? [] : mediaRows(event, post.id)
  const whole = {
    ...post,
    text: event.text === undefined ? post.text : wordsOf(event),
    created_at: timeOf(event, post.created_at),
    author_id: await authorOf(tx, post, telling),
  }
  const next = prepared(whole, [...old, ...added], null, await addedIn(tx))
  await addMedia(tx, added)
  await saveCompletion(tx, whole)
  await saveReading(tx, whole, next.post, next.search)
  if (post.case_id !== null) {
    await session.look(tx, [next.report])
    session.place(next.report, post.case_id, reportOf(post) ?? undefined)
    return true
  }
  const saysMore = whole.text !== post.text || added.length > 0
  if (saysMore && post.lane !== 'not-a-report')
    await attachAll(tx, await decideAll(tx, session, [next]), now, new Set([post.id]))
  return false
}
