// One post of a JSONL or CSV file (docs/import.md), checked and turned into the event a connector would tell.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Channel, ChannelEvent, EventMedia } from '../../connectors/index.ts'

const channels: readonly Channel[] = ['whatsapp', 'x', 'instagram', 'chat-export', 'import', 'generic', 'replay']
const mediaKinds: readonly EventMedia['kind'][] = [
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'contact',
  'other',
]

const empty = (value: unknown): unknown => (value === null || value === '' ? undefined : value)
const some = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional())

export const PostLine = z.object({
  id: some(z.union([z.string().max(200), z.number().transform(String)])),
  channel: some(z.string().max(40)),
  kind: some(z.string().max(40)),
  author: some(z.union([z.string().max(200), z.number().transform(String)])),
  text: some(z.string().max(65_536)),
  created_at: z.string({ error: 'is missing; write the time of the post, as 2026-05-12T21:05:00+03:00' }),
  reply_to: some(z.union([z.string().max(200), z.number().transform(String)])),
  media: some(z.array(z.object({ kind: some(z.string()), phash: some(z.string().max(64)) })).max(20)),
  location: some(z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })),
  account: some(z.string().max(100)),
  forwarded: some(z.boolean()),
})
export type PostLine = z.infer<typeof PostLine>

export type LineReading =
  | { readonly kind: 'event'; readonly event: ChannelEvent }
  | { readonly kind: 'skip'; readonly reason: string }

export type LineOptions = {
  readonly account: string
  /** A time that names no zone is local there; null = it is no time. */
  readonly localTime: (text: string) => number | null
}

const zoned = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/i

const timeOf = (text: string, { localTime }: LineOptions): number | null => {
  const trimmed = text.trim()
  const at = zoned.test(trimmed) ? Date.parse(trimmed.replace(' ', 'T')) : localTime(trimmed)
  return at === null || Number.isNaN(at) ? null : at
}

/** The same row without an id is the same post however often it is imported. */
const derivedId = (line: PostLine): string =>
  `row.${createHash('sha256')
    .update(JSON.stringify([line.channel, line.author, line.created_at, line.text, line.media, line.location]))
    .digest('hex')
    .slice(0, 32)}`

/** A channel Sada has no word for is another system's: it is heard, and nothing can be sent there. */
const channelOf = (name: string | undefined): Channel =>
  name === undefined ? 'import' : (channels.find((known) => known === name.toLowerCase()) ?? 'generic')

const authorOf = (author: string): NonNullable<ChannelEvent['author']> => ({
  remoteId: author,
  aliases: [author],
  ...(author.startsWith('@') ? { handle: author.slice(1) } : {}),
})

const mediaOf = (media: NonNullable<PostLine['media']>): EventMedia[] =>
  media.map(({ kind, phash }) => ({
    kind: mediaKinds.find((known) => known === kind) ?? 'other',
    ...(phash === undefined ? {} : { phash }),
  }))

const eventOf = (line: PostLine, at: number, account: string): ChannelEvent => ({
  kind: 'post',
  channel: channelOf(line.channel),
  account: line.account ?? account,
  remoteId: line.id ?? derivedId(line),
  type: 'text',
  surface: line.kind ?? 'dm',
  createdAt: new Date(at).toISOString(),
  ...(line.text === undefined ? {} : { text: line.text }),
  ...(line.author === undefined ? {} : { author: authorOf(line.author) }),
  ...(line.reply_to === undefined ? {} : { replyTo: line.reply_to }),
  ...(line.media === undefined ? {} : { media: mediaOf(line.media) }),
  ...(line.location === undefined ? {} : { location: line.location }),
  ...(line.forwarded === undefined ? {} : { forwarded: line.forwarded }),
})

export const readPostLine = (value: unknown, options: LineOptions): LineReading => {
  const parsed = PostLine.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'skip', reason: `${issue!.path.join('.') || 'line'}: ${issue!.message}` }
  }
  const line = parsed.data
  if (line.text === undefined && line.media === undefined && line.location === undefined)
    return { kind: 'skip', reason: 'text: is empty, and there is neither media nor location' }
  const at = timeOf(line.created_at, options)
  if (at === null) return { kind: 'skip', reason: 'created_at: is no date and time; write 2026-05-12T21:05:00+03:00' }
  return { kind: 'event', event: eventOf(line, at, options.account) }
}
