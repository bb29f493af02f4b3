// One v2 post → one event: long text, quotes, replies, reposts, edits, files, pin, and whether the author called on us.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact, isoTime, placeOf } from '../edge.ts'
import {
  type Includes,
  type Media,
  media as mediaSchema,
  type Post,
  place as placeSchema,
  post as postSchema,
  type User,
  user as userSchema,
} from './api-types.ts'
import { fileOf, type Heard, otherOf, personOf, plain, pointOf, timeOfId } from './common.ts'

export type Known = {
  readonly users: ReadonlyMap<string, User>
  readonly posts: ReadonlyMap<string, Post>
  readonly media: ReadonlyMap<string, Media>
  readonly places: ReadonlyMap<string, NonNullable<ChannelEvent['location']>>
}

const index = <T>(items: readonly unknown[], read: (item: unknown) => readonly [string | undefined, T] | null) =>
  new Map(
    items.flatMap((item) => {
      const found = read(item)
      return found === null || found[0] === undefined ? [] : [[found[0], found[1]] as const]
    }),
  )

/** A box no larger than a neighbourhood's corner may stand for a point; a city's middle is nobody's pin. */
const pinOf = (raw: unknown): readonly [string | undefined, NonNullable<ChannelEvent['location']>] | null => {
  const { data } = placeSchema.safeParse(raw)
  const [west, south, east, north] = data?.geo?.bbox ?? []
  if (data === undefined || west === undefined || south === undefined || east === undefined || north === undefined)
    return null
  if (east - west > 0.02 || north - south > 0.02) return null
  const pin = placeOf((south + north) / 2, (west + east) / 2, { name: data.full_name ?? data.name })
  return pin === undefined ? null : [data.id, pin]
}

export const knownOf = (includes: Includes): Known => ({
  users: index(includes.users, (raw) => {
    const { data } = userSchema.safeParse(raw)
    return data === undefined ? null : [data.id, data]
  }),
  posts: index(includes.tweets, (raw) => {
    const { data } = postSchema.safeParse(raw)
    return data === undefined ? null : [data.id, data]
  }),
  media: index(includes.media, (raw) => {
    const { data } = mediaSchema.safeParse(raw)
    return data === undefined ? null : [data.media_key, data]
  }),
  places: index(includes.places, pinOf),
})

const referenced = (post: Post, type: string) => post.referenced_tweets?.find((one) => one.type === type)?.id

const mentionsOf = (post: Post) => [...(post.entities?.mentions ?? []), ...(post.note_tweet?.entities?.mentions ?? [])]

/** The platform lets an app answer only an author who mentioned its account or quoted one of its posts. */
const summons = (post: Post, known: Known, own: string | undefined): boolean | undefined => {
  if (own === undefined) return undefined
  const handle = known.users.get(own)?.username?.toLowerCase()
  const named = mentionsOf(post).some(
    ({ id, username }) => id === own || (handle !== undefined && username?.toLowerCase() === handle),
  )
  const quoted = referenced(post, 'quoted')
  return named || (quoted !== undefined && known.posts.get(quoted)?.author_id === own)
}

export const filesOf = (keys: readonly string[] | undefined, known: Known): readonly EventMedia[] | undefined =>
  keys?.map((key) => {
    const media = known.media.get(key)
    return media === undefined ? { kind: 'other', remoteId: key } : fileOf(media)
  })

const surfaceOf = (post: Post, replyTo: string | undefined, quoted: string | undefined): string => {
  if (replyTo !== undefined) return 'reply'
  if (quoted !== undefined) return 'quote'
  return mentionsOf(post).length > 0 ? 'mention' : 'post'
}

const contentOf = (post: Post, known: Known, own: string | undefined) => {
  const replyTo = referenced(post, 'replied_to') ?? post.in_reply_to_tweet_id
  const quoted = referenced(post, 'quoted')
  return {
    text: plain(post.note_tweet?.text ?? post.text),
    surface: surfaceOf(post, replyTo, quoted),
    replyTo,
    quoted,
    media: filesOf(post.attachments?.media_keys, known),
    location: pointOf(post.geo?.coordinates?.coordinates) ?? known.places.get(post.geo?.place_id ?? ''),
    summoned: summons(post, known, own),
  }
}

export const postEvent = (raw: unknown, known: Known, heard: Heard, type = 'post'): ChannelEvent => {
  const { data: post } = postSchema.safeParse(raw)
  if (post?.id === undefined) return otherOf(type, heard, raw)
  const { id, author_id, username } = post
  const author = personOf(
    author_id,
    (author_id === undefined ? undefined : known.users.get(author_id)) ?? userSchema.parse({ username }),
  )
  const common = {
    channel: 'x',
    account: heard.account,
    remoteId: id,
    author,
    createdAt: isoTime(post.created_at) ?? timeOfId(id),
  } as const
  const own = author_id !== undefined && author_id === heard.own
  const reposted = referenced(post, 'retweeted')
  // A repost says nothing of its own: it is a sign under somebody's post.
  if (reposted !== undefined)
    return compact<ChannelEvent>({ kind: own ? 'echo' : 'reaction', ...common, type: 'retweeted', target: reposted })
  const content = contentOf(post, known, heard.own)
  // Every edit is a new post with a new id; the first of the chain is the one that was heard.
  const history = post.edit_history_tweet_ids ?? []
  const first = history.indexOf(id) > 0 ? history[0] : undefined
  return compact<ChannelEvent>({
    kind: own ? 'echo' : first === undefined ? 'post' : 'edit',
    ...common,
    type,
    ...content,
    target: first,
    summoned: own ? undefined : content.summoned,
  })
}
