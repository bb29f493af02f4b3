// Answers of the Graph API → events: media and tags, comments with replies, mentions fetched by id, conversations, errors.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact, isoTime, isRecord } from '../edge.ts'
import { type Media, media as mediaSchema, shared, storedMessage } from './api-types.ts'
import { commentThread } from './comment.ts'
import { type Heard, isOwn, otherOf, personOf } from './common.ts'

const kinds: Readonly<Record<string, EventMedia['kind']>> = { IMAGE: 'image', VIDEO: 'video', REELS: 'video' }

const fileOf = (media: Media): EventMedia | undefined => {
  const kind = kinds[media.media_type ?? '']
  if (kind === undefined && media.media_url === undefined) return undefined
  return compact<EventMedia>({ kind: kind ?? 'other', remoteId: media.id, url: media.media_url ?? media.thumbnail_url })
}

const filesOf = (media: Media): readonly EventMedia[] => {
  const children = (media.children?.data ?? []).flatMap((child) => mediaSchema.safeParse(child).data ?? [])
  const parts = children.length > 0 ? children : media.media_type === 'CAROUSEL_ALBUM' ? [] : [media]
  return parts.map(fileOf).filter((file) => file !== undefined)
}

const mediaEvents = (raw: unknown, heard: Heard): readonly ChannelEvent[] => {
  const { data } = mediaSchema.safeParse(raw)
  if (data?.id === undefined) return [otherOf('media', heard, raw)]
  const author = personOf(data.owner, { username: data.username })
  const files = filesOf(data)
  const event = compact<ChannelEvent>({
    kind: isOwn(author, heard.account) ? 'echo' : 'post',
    channel: 'instagram',
    account: heard.account,
    remoteId: data.id,
    type: 'media',
    text: data.caption,
    author,
    createdAt: isoTime(data.timestamp),
    surface: 'caption',
    media: files.length === 0 ? undefined : files,
  })
  const comments = (data.comments?.data ?? []).flatMap((comment) => commentThread(comment, heard))
  return [event, ...comments.map((one) => (one.target === undefined ? { ...one, target: event.remoteId } : one))]
}

const storedEvent = (raw: unknown, heard: Heard): ChannelEvent => {
  const { data } = storedMessage.safeParse(raw)
  if (data?.id === undefined) return otherOf('message', heard, raw)
  const author = personOf(data.from)
  const passedOn = shared
    .parse(data.shares?.data ?? [])
    .map(({ id, name, link, url }) =>
      compact<EventMedia>({ kind: 'other', remoteId: id, caption: name, url: link ?? url }),
    )
  const files = [...(data.attachments?.data ?? []).filter(isRecord).map(storedFile), ...passedOn]
  const said = data.message || undefined
  return compact<ChannelEvent>({
    kind: isOwn(author, heard.account) ? 'echo' : said === undefined && files.length === 0 ? 'unsupported' : 'post',
    channel: 'instagram',
    account: heard.account,
    remoteId: data.id,
    type: 'message',
    text: said,
    author,
    createdAt: isoTime(data.created_time),
    surface: 'dm',
    media: files.length === 0 ? undefined : files,
  })
}

const storedFile = (raw: Record<string, unknown>): EventMedia => {
  const parts = [
    ['image', raw.image_data],
    ['video', raw.video_data],
    ['audio', raw.audio_data],
    ['document', raw],
  ] as const
  const [kind, body] = parts.find(([, part]) => isRecord(part) && (part.url ?? part.file_url) !== undefined) ?? [
    'other',
    raw,
  ]
  const url = isRecord(body) ? (body.url ?? body.file_url) : undefined
  return compact<EventMedia>({ kind, url: typeof url === 'string' ? url : undefined })
}

const mediaNames = ['media_type', 'media_url', 'caption', 'permalink', 'shortcode']
const answerNames = [
  'mentioned_media',
  'mentioned_comment',
  'messages',
  'conversations',
  'media',
  'tags',
  'data',
  'error',
]

/** Null: nothing of an answer is in it. */
export const answerEvents = (raw: unknown, heard: Heard): readonly ChannelEvent[] | null => {
  if (!isRecord(raw)) return null
  const nested = answerNames.filter((name) => isRecord(raw[name]) || Array.isArray(raw[name]))
  if (isRecord(raw.error)) return [otherOf('error', heard, raw)]
  if (Array.isArray(raw.data))
    return raw.data.flatMap((item) => answerEvents(item, heard) ?? [otherOf('answer', heard, item)])
  if (mediaNames.some((name) => raw[name] !== undefined)) return mediaEvents(raw, heard)
  if (raw.id !== undefined && (raw.message !== undefined || raw.created_time !== undefined))
    return [storedEvent(raw, heard)]
  if (raw.id !== undefined && typeof raw.text === 'string') return commentThread(raw, heard)
  if (isRecord(raw.mentioned_comment) || isRecord(raw.mentioned_media)) return mentionedEvents(raw, heard)
  return nested.length === 0 ? null : nested.flatMap((name) => answerEvents(raw[name], heard) ?? [])
}

/** The wrapper's own id is the account asked about. */
const mentionedEvents = (raw: Record<string, unknown>, heard: Heard): readonly ChannelEvent[] => {
  const account = typeof raw.id === 'string' ? raw.id : heard.account
  const read = (part: unknown) => (isRecord(part) ? (answerEvents(part, { ...heard, account }) ?? []) : [])
  const comments = read(raw.mentioned_comment).map((event): ChannelEvent => ({ ...event, surface: 'mention' }))
  return [...comments, ...read(raw.mentioned_media)]
}
