// What the WhatsApp Cloud API sends: every field optional, because real deliveries leave out any of them.
import { z } from 'zod'
import { list, maybe, remoteId, words } from '../edge.ts'

/** A business-scoped user id is a string, or the pair of old and new where it has just changed. */
const userId = maybe(z.union([z.string().min(1), z.object({ previous: remoteId, current: remoteId })]))

export const envelope = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.unknown()) })

export const entry = z.object({ id: remoteId, time: z.unknown().optional(), changes: list })

export const change = z.object({ field: words, value: z.unknown().optional() })

export const value = z.object({
  metadata: maybe(z.object({ phone_number_id: remoteId, display_phone_number: remoteId })),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
  message_echoes: list,
  history: list,
  user_id_update: list,
  calls: list,
  user_preferences: list,
})

/** What any notice may tell of itself. */
export const notice = z.object({
  id: remoteId,
  event: words,
  status: words,
  timestamp: maybe(z.union([z.string(), z.number()])),
  error: z.unknown().optional(),
})

export const contact = z.object({
  profile: maybe(z.object({ name: words, username: words })),
  wa_id: remoteId,
  user_id: userId,
  parent_user_id: userId,
})

export const fault = z.object({
  code: remoteId,
  title: words,
  message: words,
  error_data: maybe(z.object({ details: words })),
})

const media = maybe(
  z.object({
    id: remoteId,
    mime_type: words,
    sha256: words,
    caption: words,
    filename: words,
    voice: maybe(z.boolean()),
    url: words,
  }),
)

const choice = maybe(z.object({ id: words, title: words, description: words }))

const interactive = maybe(
  z.object({
    type: words,
    button_reply: choice,
    list_reply: choice,
    nfm_reply: maybe(z.object({ name: words, body: words, response_json: words })),
    call_permission_reply: maybe(z.object({ response: words })),
  }),
)

const card = z.object({
  name: maybe(z.object({ formatted_name: words, first_name: words, last_name: words })),
})

const coordinate = maybe(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ]),
)

const content = {
  type: words,
  text: maybe(z.object({ body: words })),
  image: media,
  video: media,
  audio: media,
  voice: media,
  document: media,
  sticker: media,
  location: maybe(z.object({ latitude: coordinate, longitude: coordinate, name: words, address: words })),
  contacts: maybe(z.array(card.catch({}))),
  interactive,
  button: maybe(z.object({ payload: words, text: words })),
  order: maybe(z.object({ text: words })),
}

export const message = z.object({
  ...content,
  id: remoteId,
  from: remoteId,
  from_user_id: remoteId,
  from_parent_user_id: remoteId,
  to: remoteId,
  group_id: remoteId,
  timestamp: maybe(z.union([z.string(), z.number()])),
  context: maybe(z.object({ id: remoteId, forwarded: maybe(z.boolean()), frequently_forwarded: maybe(z.boolean()) })),
  reaction: maybe(z.object({ message_id: remoteId, emoji: words })),
  system: maybe(
    z.object({
      type: words,
      body: words,
      wa_id: remoteId,
      new_wa_id: remoteId,
      user_id: userId,
      previous_user_id: remoteId,
      parent_user_id: userId,
      customer: remoteId,
    }),
  ),
  edit: maybe(z.object({ original_message_id: remoteId, message: maybe(z.object(content)) })),
  revoke: maybe(z.object({ original_message_id: remoteId })),
  unsupported: maybe(z.object({ type: words })),
  errors: list,
})

export const status = z.object({
  id: remoteId,
  type: words,
  status: words,
  timestamp: maybe(z.union([z.string(), z.number()])),
  recipient_id: remoteId,
  biz_opaque_callback_data: words,
  errors: list,
})

export const historyChunk = z.object({ threads: list, errors: list })
export const historyThread = z.object({
  id: remoteId,
  context: maybe(z.object({ name: words, username: words, wa_id: remoteId, user_id: remoteId })),
  messages: list,
})

export const userIdUpdate = z.object({
  wa_id: remoteId,
  user_id: userId,
  parent_user_id: userId,
  timestamp: maybe(z.union([z.string(), z.number()])),
})

export const sendAnswer = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })

export const graphError = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: maybe(z.number()),
    message: words,
    is_transient: maybe(z.boolean()),
    error_data: maybe(z.object({ details: words })),
  }),
})

export const mediaAnswer = z.object({ url: z.string(), mime_type: words, sha256: words, file_size: maybe(z.number()) })

export type Message = z.infer<typeof message>
export type Content = Pick<Message, keyof typeof content>
export type Contact = z.infer<typeof contact>
export type Value = z.infer<typeof value>
export type Fault = z.infer<typeof fault>
