// One X Activity event → events: posts and messages, deletes, likes, changed handles; the rest concerns the account.
import type { ChannelEvent, EventAuthor } from '../connector.ts'
import { compact, isoTime, isRecord } from '../edge.ts'
import { activityPayload, activity as activitySchema, includes as includesSchema } from './api-types.ts'
import { type Heard, otherOf, personOf, plain } from './common.ts'
import { messageEvent } from './direct.ts'
import { isOldDelivery, oldEvents } from './legacy.ts'
import { type Known, knownOf, postEvent } from './post.ts'

export const isActivity = (raw: Record<string, unknown>): boolean =>
  typeof raw.event_type === 'string' && (isRecord(raw.payload) || raw.event_uuid !== undefined)

type Told = {
  readonly type: string
  readonly uuid: string | undefined
  readonly raw: unknown
  readonly payload: NonNullable<ReturnType<typeof activityPayload.safeParse>['data']>
  readonly outbound: boolean
  readonly known: Known
  readonly heard: Heard
}

const likeEvent = ({ payload, known, heard, outbound, uuid, raw, type }: Told): ChannelEvent => {
  // The liker is not named: outbound it is the account, inbound the user who is not the post's author.
  const liker = outbound ? heard.account : [...known.users.keys()].find((id) => id !== payload.liked_tweet_author_id)
  return compact<ChannelEvent>({
    ...otherOf(type, heard, raw, payload.id ?? uuid),
    kind: payload.liked_tweet_id === undefined ? 'other' : outbound ? 'echo' : 'reaction',
    author: personOf(liker, liker === undefined ? undefined : known.users.get(liker)),
    createdAt: isoTime(payload.timestamp_ms) ?? isoTime(payload.created_at),
    target: payload.liked_tweet_id,
  })
}

const deleteEvent = ({ payload, known, heard, raw, type, uuid }: Told): ChannelEvent =>
  compact<ChannelEvent>({
    ...otherOf(type, heard, raw, payload.id ?? uuid),
    kind: payload.id === undefined ? 'other' : 'delete',
    author: personOf(payload.author_id, known.users.get(payload.author_id ?? '')),
    target: payload.id,
  })

/** The new messages are encrypted: that one came is all that can be told. */
const chatEvent = ({ payload, heard, raw, type, uuid }: Told): ChannelEvent =>
  compact<ChannelEvent>({
    ...otherOf(type, heard, raw, payload.id ?? uuid),
    kind: payload.sender_id !== undefined && payload.sender_id === heard.own ? 'echo' : 'unsupported',
    author: personOf(payload.sender_id),
    createdAt: isoTime(payload.created_at_msec),
    surface: 'dm',
  })

const broadcastEvent = ({ payload, heard, raw, type, uuid }: Told): ChannelEvent => {
  const author = personOf(undefined, payload.author)
  const own = author?.remoteId !== undefined && author.remoteId === heard.own
  return compact<ChannelEvent>({
    ...otherOf(type, heard, raw, payload.message_id ?? uuid),
    kind: own ? 'echo' : payload.message === undefined ? 'unsupported' : 'post',
    text: plain(payload.message),
    author,
    surface: 'comment',
    target: payload.broadcast_id,
  })
}

const nameEvent = ({ payload, heard, raw, type, uuid }: Told): ChannelEvent => {
  const { account } = heard
  const isHandle = type.endsWith('handle')
  return compact<ChannelEvent>({
    ...otherOf(type, heard, raw, uuid),
    kind: account === undefined ? 'other' : 'identity',
    author:
      account === undefined
        ? undefined
        : compact<EventAuthor>({
            remoteId: account,
            handle: isHandle ? payload.after : undefined,
            name: isHandle ? undefined : payload.after,
            aliases: [account],
          }),
  })
}

const readEvent = ({ payload, heard, raw, type, uuid }: Told): ChannelEvent =>
  compact<ChannelEvent>({
    ...otherOf(type, heard, raw, uuid),
    kind: payload.last_read_event_id === undefined ? 'other' : 'read',
    author: personOf(payload.sender_id),
    createdAt: isoTime(payload.created_timestamp),
    target: payload.last_read_event_id,
  })

const noticeEvent = ({ payload, heard, raw, type, uuid }: Told): ChannelEvent =>
  compact<ChannelEvent>({
    ...otherOf(type, heard, raw, uuid),
    createdAt: isoTime(payload.date_time) ?? isoTime(payload.event_timestamp_ms) ?? isoTime(payload.created_at),
  })

const readers: Readonly<Record<string, (told: Told) => ChannelEvent>> = {
  'post.delete': deleteEvent,
  'like.create': likeEvent,
  'broadcast.chat': broadcastEvent,
  'dm.read': readEvent,
  'chat.received': chatEvent,
  'chat.sent': chatEvent,
  'profile.update.handle': nameEvent,
  'profile.update.screenname': nameEvent,
}

export const activityEvents = (raw: Record<string, unknown>, outer: Heard): readonly ChannelEvent[] => {
  const { data } = activitySchema.safeParse(raw)
  const type = data?.event_type ?? 'activity'
  const account = data?.filter?.user_id ?? outer.account
  const heard = { account, own: outer.own ?? account }
  const body = isRecord(data?.payload) ? data.payload : {}
  if (isOldDelivery(body)) return oldEvents(body, heard, type)
  const known = knownOf(includesSchema.parse(data?.includes ?? {}))
  const told = {
    type,
    uuid: data?.event_uuid,
    raw,
    payload: activityPayload.safeParse(body).data ?? {},
    outbound: data?.filter?.direction === 'outbound',
    known,
    heard,
  }
  // These come in the older shape; v2's own is read too.
  if (/^dm\.(received|sent)$/.test(type) && body.sender_id !== undefined)
    return [{ ...messageEvent({ ...body, event_type: 'MessageCreate' }, known, heard), type }]
  const read = readers[type]
  if (read !== undefined) return [read(told)]
  if (!/^(post|tweet)\./.test(type) || body.id === undefined) return [noticeEvent(told)]
  const event = postEvent(body, known, heard, type)
  // That it was delivered at all says so, where the quoted post or the mention is not brought along.
  const called = type === 'post.mention.create' || type === 'post.quote.create'
  return [called && event.kind !== 'echo' && event.kind !== 'reaction' ? { ...event, summoned: true } : event]
}
