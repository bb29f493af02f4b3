// What X sends: v2 objects in both vocabularies (tweet and post), Account Activity's older objects, X Activity's envelope.
import { z } from 'zod'
import { isRecord, list, maybe, remoteId, words } from '../edge.ts'

const time = maybe(z.union([z.string(), z.number()]))
const anything = z.unknown().optional()

/** One platform, two vocabularies: a field named `…post…` is read under its older `…tweet…` name. */
const older: Readonly<Record<string, string>> = {
  edit_history_post_ids: 'edit_history_tweet_ids',
  referenced_posts: 'referenced_tweets',
  note_post: 'note_tweet',
  in_reply_to_post_id: 'in_reply_to_tweet_id',
  posts: 'tweets',
  liked_post_id: 'liked_tweet_id',
  liked_post_author_id: 'liked_tweet_author_id',
}
const oneVocabulary = (value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [older[name] ?? name, part])) : value
const reading = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(oneVocabulary, schema)

const mention = z.object({ id: remoteId, username: words })
const entities = maybe(z.object({ mentions: maybe(z.array(mention.catch({}))) }))
const pair = maybe(z.array(z.number()))

export const post = reading(
  z.object({
    id: remoteId,
    text: words,
    note_tweet: maybe(z.object({ text: words, entities })),
    author_id: remoteId,
    username: words,
    created_at: time,
    in_reply_to_tweet_id: remoteId,
    referenced_tweets: maybe(z.array(z.object({ type: words, id: remoteId }).catch({}))),
    edit_history_tweet_ids: maybe(z.array(z.string())),
    entities,
    attachments: maybe(z.object({ media_keys: maybe(z.array(z.string())) })),
    geo: maybe(z.object({ place_id: words, coordinates: maybe(z.object({ coordinates: pair })) })),
  }),
)

/** A user comes bare, or under `data`. */
const unwrapped = (value: unknown): unknown => (isRecord(value) && isRecord(value.data) ? value.data : value)
export const user = z.preprocess(
  unwrapped,
  z.object({ id: remoteId, id_str: words, username: words, screen_name: words, name: words }),
)

const variant = z.object({ content_type: words, url: words, bit_rate: maybe(z.number()), bitrate: maybe(z.number()) })

export const media = z.object({
  media_key: words,
  type: words,
  url: words,
  preview_image_url: words,
  alt_text: words,
  variants: maybe(z.array(variant.catch({}))),
})

export const place = z.object({
  id: words,
  full_name: words,
  name: words,
  geo: maybe(z.object({ bbox: pair })),
})

export const includes = reading(
  z
    .object({ users: list, tweets: list, media: list, places: list })
    .catch({ users: [], tweets: [], media: [], places: [] }),
)

/** The body of an answer, and of one line of a stream. */
export const answer = z.object({
  data: anything,
  includes: anything,
  errors: list,
  meta: anything,
  title: words,
  detail: words,
  type: words,
})

export const problem = z.object({
  code: remoteId,
  title: words,
  detail: words,
  message: words,
  type: words,
  resource_id: remoteId,
  value: remoteId,
})

export const directMessage = z.object({
  id: remoteId,
  event_type: words,
  text: words,
  sender_id: remoteId,
  created_at: time,
  dm_conversation_id: words,
  attachments: maybe(z.object({ media_keys: maybe(z.array(z.string())) })),
})

const oldMedia = z.object({
  id_str: words,
  id: remoteId,
  type: words,
  media_url_https: words,
  ext_alt_text: words,
  video_info: maybe(z.object({ variants: maybe(z.array(variant.catch({}))) })),
})
const oldMention = z.object({ id_str: words, id: remoteId, screen_name: words })
const oldEntities = maybe(
  z.object({
    user_mentions: maybe(z.array(oldMention.catch({}))),
    media: maybe(z.array(oldMedia.catch({}))),
  }),
)
const itself = maybe(z.object({ id_str: words, id: remoteId, user: maybe(user) }))
const oldWords = {
  full_text: words,
  entities: oldEntities,
  extended_entities: oldEntities,
}

export const oldTweet = z.object({
  ...oldWords,
  id_str: words,
  id: remoteId,
  text: words,
  created_at: time,
  timestamp_ms: time,
  user: maybe(user),
  in_reply_to_status_id_str: words,
  in_reply_to_status_id: remoteId,
  quoted_status_id_str: words,
  quoted_status_id: remoteId,
  quoted_status: itself,
  retweeted_status: itself,
  extended_tweet: maybe(z.object(oldWords)),
  coordinates: maybe(z.object({ coordinates: pair })),
  edit_history: maybe(z.object({ initial_tweet_id: remoteId, edit_tweet_ids: maybe(z.array(z.string())) })),
})

export const oldDirectMessage = z.object({
  type: words,
  id: remoteId,
  created_timestamp: time,
  message_create: maybe(
    z.object({
      sender_id: remoteId,
      target: maybe(z.object({ recipient_id: remoteId })),
      message_data: maybe(
        z.object({
          text: words,
          attachment: maybe(
            z.object({
              type: words,
              media: maybe(oldMedia),
              location: maybe(
                z.object({
                  shared_coordinate: maybe(z.object({ coordinates: maybe(z.object({ coordinates: pair })) })),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
  ),
})

export const oldAct = z.object({
  id: remoteId,
  type: words,
  created_at: time,
  created_timestamp: time,
  timestamp_ms: time,
  sender_id: remoteId,
  last_read_event_id: remoteId,
  favorited_status: itself,
  status: maybe(z.object({ id: remoteId, id_str: words, user_id: remoteId })),
  user: maybe(user),
  source: maybe(user),
})

export const activity = z.object({
  event_uuid: remoteId,
  event_type: words,
  filter: maybe(z.object({ user_id: remoteId, direction: words })),
  payload: anything,
  includes: anything,
})

export const activityPayload = reading(
  z.object({
    id: remoteId,
    author_id: remoteId,
    sender_id: remoteId,
    created_at: time,
    created_at_msec: time,
    timestamp_ms: time,
    event_timestamp_ms: time,
    date_time: time,
    liked_tweet_id: remoteId,
    liked_tweet_author_id: remoteId,
    after: words,
    message_id: remoteId,
    message: words,
    broadcast_id: remoteId,
    last_read_event_id: remoteId,
    created_timestamp: time,
    author: maybe(user),
  }),
)

const subject = maybe(
  z.object({ id: remoteId, id_str: words, author_id: remoteId, user_id: remoteId, user_id_str: words }),
)
const duty = z.object({
  tweet: subject,
  /** The older stream's word for it. */
  status: subject,
  timestamp_ms: time,
  event_at: time,
  initial_tweet_id: remoteId,
  withheld_in_countries: maybe(z.array(z.string())),
})
/** One line of the compliance stream holds one of these. */
export const duties = z.object({
  delete: maybe(duty),
  drop: maybe(duty),
  undrop: maybe(duty),
  withheld: maybe(duty),
  status_withheld: maybe(duty),
  tweet_edit: maybe(duty),
})

export type Post = z.infer<typeof post>
export type User = z.infer<typeof user>
export type Media = z.infer<typeof media>
export type OldTweet = z.infer<typeof oldTweet>
export type OldMedia = z.infer<typeof oldMedia>
export type Includes = z.infer<typeof includes>
