// What Instagram sends and answers, of both login products: every field optional, because real deliveries leave out any.
import { z } from 'zod'
import { list, maybe, remoteId, words } from '../edge.ts'

const time = maybe(z.union([z.string(), z.number()]))
const flag = maybe(z.boolean())
const anything = z.unknown().optional()

export const envelope = z.object({ object: z.literal('instagram'), entry: z.array(z.unknown()) })

/** Three shapes of one entry: `changes`, a flat `field`/`value`, and `messaging` (or `standby`, while another app answers). */
export const entry = z.object({
  id: remoteId,
  time,
  changes: list,
  field: words,
  value: anything,
  messaging: list,
  standby: list,
})

export const change = z.object({ field: words, value: anything })

const person = maybe(z.object({ id: remoteId, username: words, name: words, self_ig_scoped_id: remoteId }))

/** `media` is an id alone in some answers. */
const mediaOf = maybe(
  z.union([
    remoteId.pipe(z.string()).transform((id) => ({ id, media_product_type: undefined })),
    z.object({ id: remoteId, media_product_type: words }),
  ]),
)

export const comment = z.object({
  id: remoteId,
  comment_id: remoteId,
  parent_id: remoteId,
  text: words,
  from: person,
  username: words,
  user: person,
  media: mediaOf,
  media_id: remoteId,
  timestamp: time,
  created_time: time,
  verb: words,
  replies: maybe(z.object({ data: list })),
})

export const mention = z.object({ media_id: remoteId, comment_id: remoteId })

const attachment = z.object({
  type: words,
  payload: maybe(
    z.object({
      url: words,
      title: words,
      id: remoteId,
      reel_video_id: remoteId,
      ig_post_media_id: remoteId,
      story_media_id: remoteId,
      story_media_url: words,
      attachment_id: remoteId,
    }),
  ),
})

export const direct = z.object({
  sender: person,
  recipient: person,
  timestamp: time,
  message: maybe(
    z.object({
      mid: remoteId,
      text: words,
      attachments: maybe(z.array(attachment.catch({}))),
      reply_to: maybe(z.object({ mid: remoteId, story: maybe(z.object({ id: remoteId, url: words })) })),
      quick_reply: maybe(z.object({ payload: words })),
      is_echo: flag,
      is_self: flag,
      is_deleted: flag,
      is_unsupported: flag,
    }),
  ),
  message_edit: maybe(z.object({ mid: remoteId, text: words, num_edit: maybe(z.number()) })),
  reaction: maybe(z.object({ mid: remoteId, action: words, reaction: words, emoji: words })),
  read: maybe(z.object({ mid: remoteId, watermark: time })),
  delivery: maybe(z.object({ mids: list, watermark: time })),
  postback: maybe(z.object({ mid: remoteId, title: words, payload: words })),
})

export const media = z.object({
  id: remoteId,
  caption: words,
  media_type: words,
  media_product_type: words,
  media_url: words,
  thumbnail_url: words,
  permalink: words,
  timestamp: time,
  username: words,
  owner: person,
  children: maybe(z.object({ data: list })),
  comments: maybe(z.object({ data: list })),
})

/** A direct message as the conversations edge answers it. */
export const storedMessage = z.object({
  id: remoteId,
  created_time: time,
  from: person,
  message: words,
  attachments: maybe(z.object({ data: list })),
  shares: maybe(z.object({ data: list })),
})

const share = z.object({ id: remoteId, name: words, link: words, url: words })
export const shared = z.array(share.catch({}))

export const fault = z.object({
  code: remoteId,
  error_subcode: remoteId,
  message: words,
  is_transient: flag,
})

export const sendAnswer = z.object({ message_id: remoteId, id: remoteId })

export type Attachment = z.infer<typeof attachment>
export type Comment = z.infer<typeof comment>
export type Direct = z.infer<typeof direct>
export type Media = z.infer<typeof media>
export type Person = z.infer<typeof person>
