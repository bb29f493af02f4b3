// Comments, live comments and mentions → events. A mention brings ids only: its words are fetched.
import type { ChannelEvent } from '../connector.ts'
import { compact, isoTime } from '../edge.ts'
import { type Comment, comment as commentSchema, mention as mentionSchema } from './api-types.ts'
import { type Heard, isOwn, otherOf, personOf } from './common.ts'

/** Answers of the API give the handle beside `from`, or alone. */
const authorOf = ({ from, user, username }: Comment) => personOf(from, user, { username })

export const commentEvent = (raw: unknown, type: string, heard: Heard): ChannelEvent => {
  const { data } = commentSchema.safeParse(raw)
  const id = data?.id ?? data?.comment_id
  if (data === undefined || id === undefined) return otherOf(type, heard, raw)
  const author = authorOf(data)
  const removed = data.verb === 'remove' || data.verb === 'delete'
  return compact<ChannelEvent>({
    kind: removed ? 'delete' : isOwn(author, heard.account) ? 'echo' : 'post',
    channel: 'instagram',
    account: heard.account,
    remoteId: id,
    type,
    text: data.text,
    author,
    // A delivery gives no time of the comment; when it was sent is the nearest, until the comment is fetched.
    createdAt: isoTime(data.timestamp) ?? isoTime(data.created_time) ?? isoTime(heard.sentAt),
    surface: 'comment',
    replyTo: data.parent_id,
    target: removed ? id : (data.media?.id ?? data.media_id),
  })
}

/** An answer's comment brings its replies along. */
export const commentThread = (raw: unknown, heard: Heard, parent?: string): readonly ChannelEvent[] => {
  const event = commentEvent(raw, 'comment', heard)
  const replies = commentSchema.safeParse(raw).data?.replies?.data ?? []
  const own: ChannelEvent = parent === undefined || event.replyTo !== undefined ? event : { ...event, replyTo: parent }
  return [own, ...replies.flatMap((reply) => commentThread(reply, heard, event.remoteId))]
}

export const mentionEvent = (raw: unknown, heard: Heard): ChannelEvent => {
  const { data } = mentionSchema.safeParse(raw)
  const target = data?.comment_id ?? data?.media_id
  if (target === undefined) return otherOf('mentions', heard, raw)
  return compact<ChannelEvent>({
    kind: 'post',
    channel: 'instagram',
    account: heard.account,
    remoteId: target,
    type: 'mentions',
    createdAt: isoTime(heard.sentAt),
    surface: 'mention',
    replyTo: data?.comment_id === undefined ? undefined : data.media_id,
    target,
  })
}
