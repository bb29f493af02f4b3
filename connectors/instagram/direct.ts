// One item of a conversation → one event: message, edit, unsend, reaction, read, delivery, postback; ours are echoes.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact, derivedId, isoTime, isRecord } from '../edge.ts'
import { type Attachment, type Direct, direct as directSchema } from './api-types.ts'
import { type Heard, isOwn, otherOf, personOf } from './common.ts'

type Common = Omit<ChannelEvent, 'kind' | 'remoteId' | 'type'>
type Message = NonNullable<Direct['message']>

const kinds: Readonly<Record<string, EventMedia['kind']>> = {
  image: 'image',
  video: 'video',
  ig_reel: 'video',
  reel: 'video',
  audio: 'audio',
  file: 'document',
  like_heart: 'sticker',
  sticker: 'sticker',
}

/** Said to be there, but not shown to programs. */
const hidden = new Set(['unsupported_type', 'ephemeral'])

const mediaOf = ({ type, payload }: Attachment): EventMedia =>
  compact<EventMedia>({
    kind: kinds[type ?? ''] ?? 'other',
    remoteId:
      payload?.reel_video_id ??
      payload?.ig_post_media_id ??
      payload?.story_media_id ??
      payload?.id ??
      payload?.attachment_id,
    caption: payload?.title,
    // A story that is passed on has its address under a name of its own.
    url: payload?.url ?? payload?.story_media_url,
  })

/** A shared post comes twice while Meta renames it: as `share` and as `ig_post`. */
const shown = (attachments: readonly Attachment[]): readonly Attachment[] => {
  const renamed = attachments.some(({ type }) => type === 'ig_post')
  return attachments.filter(({ type }) => !hidden.has(type ?? '') && !(renamed && type === 'share'))
}

const messageEvent = (message: Message, common: Common, raw: unknown): ChannelEvent => {
  const attachments = message.attachments ?? []
  const media = shown(attachments).map(mediaOf)
  const { reply_to, text, mid, quick_reply } = message
  const storied = reply_to?.story !== undefined || attachments.some(({ type }) => type === 'story_mention')
  const said = text || quick_reply?.payload
  const base = compact<Omit<ChannelEvent, 'kind'>>({
    ...common,
    remoteId: mid ?? derivedId(common.account, raw),
    type: 'message',
    text: said || undefined,
    surface: storied ? 'story' : 'dm',
    replyTo: reply_to?.mid ?? reply_to?.story?.id,
    media: media.length === 0 ? undefined : media,
  })
  if (message.is_deleted === true)
    return compact<ChannelEvent>({ ...base, kind: 'delete', text: undefined, media: undefined, target: mid })
  return { ...base, kind: said || media.length > 0 ? 'post' : 'unsupported' }
}

/** These come without ids of their own, and one message can have many of each. */
const actId = (common: Common, ...parts: readonly unknown[]): string =>
  derivedId(common.account, common.author?.remoteId, ...parts)

const editEvent = ({ message_edit: edit, timestamp }: Direct, common: Common): ChannelEvent =>
  compact<ChannelEvent>({
    ...common,
    kind: 'edit',
    remoteId: actId(common, 'edit', edit?.mid, edit?.num_edit ?? timestamp),
    type: 'message_edit',
    text: edit?.text,
    target: edit?.mid,
  })

const reactionEvent = ({ reaction, timestamp }: Direct, common: Common): ChannelEvent =>
  compact<ChannelEvent>({
    ...common,
    kind: 'reaction',
    remoteId: actId(common, 'reaction', reaction?.mid, reaction?.action, timestamp),
    type: 'reaction',
    text: reaction?.action === 'unreact' ? undefined : (reaction?.emoji ?? reaction?.reaction),
    target: reaction?.mid,
    status: reaction?.action,
  })

const readEvent = ({ read, timestamp }: Direct, common: Common): ChannelEvent =>
  compact<ChannelEvent>({
    ...common,
    kind: 'read',
    remoteId: actId(common, 'read', read?.mid ?? read?.watermark, timestamp),
    type: 'read',
    target: read?.mid,
    createdAt: common.createdAt ?? isoTime(read?.watermark),
  })

const acts = (direct: Direct, common: Common): readonly ChannelEvent[] => {
  if (direct.message_edit !== undefined) return [editEvent(direct, common)]
  if (direct.reaction !== undefined) return [reactionEvent(direct, common)]
  if (direct.read !== undefined) return [readEvent(direct, common)]
  const mids = (direct.delivery?.mids ?? []).filter((mid): mid is string => typeof mid === 'string' && mid !== '')
  const told = { ...common, kind: 'status', type: 'delivery', status: 'delivered' } as const
  return mids.map((mid) => compact<ChannelEvent>({ ...told, remoteId: mid, target: mid }))
}

const postbackEvent = (
  { mid, title, payload }: NonNullable<Direct['postback']>,
  common: Common,
  raw: unknown,
): ChannelEvent => {
  const text = title || payload
  return compact<ChannelEvent>({
    ...common,
    kind: text ? 'post' : 'unsupported',
    remoteId: mid ?? derivedId(common.account, raw),
    type: 'postback',
    text: text || undefined,
    surface: 'dm',
  })
}

/** `referral`, `optin`, `pass_thread_control`, whatever comes next: the part that is not the address. */
const nameOf = (raw: unknown): string =>
  Object.keys(isRecord(raw) ? raw : {}).find((name) => !['sender', 'recipient', 'timestamp'].includes(name)) ??
  'messaging'

export const directEvents = (raw: unknown, heard: Heard): readonly ChannelEvent[] => {
  const { data } = directSchema.safeParse(raw)
  if (data === undefined) return [otherOf('messaging', heard, raw)]
  const { sender, recipient, message, postback } = data
  const echo = message?.is_echo === true || message?.is_self === true
  // Test deliveries and postbacks put the citizen or "0" in the entry's id: the recipient is who heard it.
  const account = echo ? sender?.id : sender?.id === heard.account ? heard.account : (recipient?.id ?? heard.account)
  const author = personOf(sender)
  const common = compact<Common>({
    channel: 'instagram',
    account,
    author,
    createdAt: isoTime(data.timestamp) ?? isoTime(heard.sentAt),
    surface: 'dm',
  })
  const events =
    message !== undefined
      ? [messageEvent(message, common, raw)]
      : postback !== undefined
        ? [postbackEvent(postback, common, raw)]
        : acts(data, common)
  if (events.length === 0) return [otherOf(nameOf(raw), { ...heard, account }, raw)]
  return echo || isOwn(author, account) ? events.map((event) => ({ ...event, kind: 'echo' })) : events
}
