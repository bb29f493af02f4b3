// Account Activity's deliveries (and what X Activity still sends in that shape): tweets, deletes, likes, messages, reads.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact, derivedId, isoTime, isRecord } from '../edge.ts'
import { type OldTweet, oldAct, oldDirectMessage, oldTweet, type User, user as userSchema } from './api-types.ts'
import { type Heard, idOf, oldFileOf, otherOf, personOf, plain, pointOf, timeOfId } from './common.ts'

const quotedOf = (tweet: OldTweet) => tweet.quoted_status_id_str ?? tweet.quoted_status_id ?? idOf(tweet.quoted_status)

const mentionsOf = (tweet: OldTweet) => [
  ...(tweet.entities?.user_mentions ?? []),
  ...(tweet.extended_tweet?.entities?.user_mentions ?? []),
]

const filesOf = (tweet: OldTweet): readonly EventMedia[] | undefined => {
  const long = tweet.extended_tweet
  const media = (long?.extended_entities ?? tweet.extended_entities ?? long?.entities ?? tweet.entities)?.media
  return media === undefined || media.length === 0 ? undefined : media.map(oldFileOf)
}

/** Without entities the delivery does not say whom the text names: that is not known, and not a no. */
const summons = (tweet: OldTweet, own: string | undefined): boolean | undefined => {
  if (own === undefined) return undefined
  if (mentionsOf(tweet).some((mention) => idOf(mention) === own)) return true
  if (idOf(tweet.quoted_status?.user) === own) return true
  const told = (tweet.extended_tweet?.entities ?? tweet.entities)?.user_mentions !== undefined
  const quotesUnknown = quotedOf(tweet) !== undefined && tweet.quoted_status === undefined
  return told && !quotesUnknown ? false : undefined
}

const contentOf = (tweet: OldTweet, own: string | undefined) => {
  const replyTo = tweet.in_reply_to_status_id_str ?? tweet.in_reply_to_status_id
  const quoted = quotedOf(tweet)
  const mentions = mentionsOf(tweet)
  return {
    text: plain(tweet.extended_tweet?.full_text ?? tweet.full_text ?? tweet.text),
    surface:
      replyTo !== undefined ? 'reply' : quoted !== undefined ? 'quote' : mentions.length > 0 ? 'mention' : 'post',
    replyTo,
    quoted,
    media: filesOf(tweet),
    location: pointOf(tweet.coordinates?.coordinates),
    summoned: summons(tweet, own),
  }
}

export const oldTweetEvent = (raw: unknown, heard: Heard, type: string): ChannelEvent => {
  const { data: tweet } = oldTweet.safeParse(raw)
  const id = idOf(tweet)
  if (tweet === undefined || id === undefined) return otherOf(type, heard, raw)
  const author = personOf(idOf(tweet.user), tweet.user)
  const own = heard.own !== undefined && author?.remoteId === heard.own
  const createdAt = isoTime(tweet.timestamp_ms) ?? isoTime(tweet.created_at) ?? timeOfId(id)
  const common = { channel: 'x', account: heard.account, remoteId: id, author, createdAt } as const
  const reposted = idOf(tweet.retweeted_status)
  if (reposted !== undefined)
    return compact<ChannelEvent>({ kind: own ? 'echo' : 'reaction', ...common, type: 'retweeted', target: reposted })
  const content = contentOf(tweet, heard.own)
  const first = tweet.edit_history?.initial_tweet_id ?? tweet.edit_history?.edit_tweet_ids?.[0]
  const edited = first !== undefined && first !== id
  return compact<ChannelEvent>({
    kind: own ? 'echo' : edited ? 'edit' : 'post',
    ...common,
    type,
    ...content,
    target: edited ? first : undefined,
    summoned: own ? undefined : content.summoned,
  })
}

type People = (id: string | undefined) => User | undefined

const messageEvent = (raw: unknown, heard: Heard, type: string, people: People): ChannelEvent => {
  const { data } = oldDirectMessage.safeParse(raw)
  const created = data?.message_create
  const sender = created?.sender_id
  const attachment = created?.message_data?.attachment
  const text = plain(created?.message_data?.text) || undefined
  const location = pointOf(attachment?.location?.shared_coordinate?.coordinates?.coordinates)
  const said = text !== undefined || attachment !== undefined
  return compact<ChannelEvent>({
    kind: sender !== undefined && sender === heard.own ? 'echo' : said ? 'post' : 'unsupported',
    channel: 'x',
    account: heard.account,
    remoteId: data?.id ?? derivedId(heard.account, type, raw),
    type,
    text,
    author: personOf(sender, people(sender)),
    createdAt: isoTime(data?.created_timestamp),
    surface: 'dm',
    media: attachment?.media === undefined ? undefined : [oldFileOf(attachment.media)],
    location,
  })
}

/** Deletes, likes, reads; what only concerns the account (follows, blocks, typing) is `other`. */
const actEvent = (raw: unknown, heard: Heard, type: string, people: People): ChannelEvent => {
  const { data } = oldAct.safeParse(raw)
  const who = idOf(data?.user) ?? data?.sender_id ?? data?.status?.user_id ?? idOf(data?.source)
  const author = personOf(who, data?.user ?? data?.source ?? people(who))
  const deleted = type.startsWith('tweet_delete') ? idOf(data?.status) : undefined
  const liked = type.startsWith('favorite') ? idOf(data?.favorited_status) : undefined
  const target = deleted ?? liked ?? data?.last_read_event_id
  const kind =
    deleted !== undefined ? 'delete' : liked !== undefined ? 'reaction' : target !== undefined ? 'read' : 'other'
  const own = who !== undefined && who === heard.own
  return compact<ChannelEvent>({
    kind: own && (kind === 'reaction' || kind === 'read') ? 'echo' : kind,
    channel: 'x',
    account: heard.account,
    remoteId: deleted ?? data?.id ?? derivedId(heard.account, type, raw),
    type,
    author,
    createdAt: isoTime(data?.timestamp_ms) ?? isoTime(data?.created_timestamp) ?? isoTime(data?.created_at),
    target,
    status: kind === 'other' ? data?.type : undefined,
  })
}

const families = (raw: Record<string, unknown>) =>
  Object.entries(raw).filter(([name, value]) => /_events?$/.test(name) && (Array.isArray(value) || isRecord(value)))

export const isOldDelivery = (raw: Record<string, unknown>): boolean =>
  raw.for_user_id !== undefined || families(raw).length > 0

/** `named`: X Activity tells the type outside; then it names the events. */
export const oldEvents = (raw: Record<string, unknown>, heard: Heard, named?: string): readonly ChannelEvent[] => {
  const users = isRecord(raw.users) ? raw.users : {}
  const people: People = (id) => (id === undefined ? undefined : userSchema.safeParse(users[id] ?? {}).data)
  return families(raw).flatMap(([name, value]) => {
    const type = named ?? name
    return (Array.isArray(value) ? value : [value]).map((item) => {
      if (name === 'tweet_create_events') return oldTweetEvent(item, heard, type)
      if (name === 'direct_message_events') return messageEvent(item, heard, type, people)
      return named === undefined
        ? actEvent(item, heard, name, people)
        : { ...actEvent(item, heard, name, people), type }
    })
  })
}
