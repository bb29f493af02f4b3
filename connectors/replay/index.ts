// A recorded world of posts, played again in another week: the same events at the same distances, the last one now.
import { z } from 'zod'
import { type ChannelEvent, type Connector, ConnectorError, type EventMedia } from '../connector.ts'
import { compact, isoTime, list, maybe, readDocuments, unreadLine, words } from '../edge.ts'

const kinds: readonly EventMedia['kind'][] = ['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact']
const played = ['whatsapp', 'x', 'instagram'] as const

/** A world's line; labels and whatever else it holds are for those who score, not for those who hear. */
const WorldPost = z.object({
  id: z.string().min(1),
  channel: z.enum(played).or(z.literal('replay')).catch('replay'),
  kind: z.string().catch('dm'),
  author: maybe(z.string().min(1)),
  text: words,
  created_at: z.string().transform((text, context) => {
    const at = isoTime(text)
    if (at !== undefined) return at
    context.addIssue({ code: 'custom', message: 'is no time' })
    return z.NEVER
  }),
  reply_to: maybe(z.string().min(1)),
  media: list,
  location: maybe(z.object({ lat: z.number(), lon: z.number() })),
})

const WorldMedia = z.object({ kind: words, phash: words }).catch({})

const eventOf = (post: z.infer<typeof WorldPost>): ChannelEvent => {
  const media = post.media
    .map((one) => WorldMedia.parse(one))
    .map(({ kind, phash }) => compact<EventMedia>({ kind: kinds.find((known) => known === kind) ?? 'other', phash }))
  return compact<ChannelEvent>({
    kind: 'post',
    channel: post.channel,
    account: 'replay',
    remoteId: post.id,
    type: 'replay',
    text: post.text,
    author:
      post.author === undefined
        ? undefined
        : compact({
            remoteId: post.author,
            aliases: [post.author],
            handle: post.author.startsWith('@') ? post.author.slice(1) : undefined,
          }),
    createdAt: post.created_at,
    surface: post.kind,
    replyTo: post.reply_to,
    media: media.length === 0 ? undefined : media,
    location: post.location,
  })
}

const readWorld = (bytes: Uint8Array): readonly ChannelEvent[] => {
  const documents = readDocuments(bytes)
  if (!documents.ok) throw new ConnectorError('replay', 'malformed', documents.reason)
  const events = documents.values.map((value, index) => {
    const parsed = WorldPost.safeParse(value)
    if (parsed.success) return eventOf(parsed.data)
    const [issue] = parsed.error.issues
    return unreadLine('replay', index + 1, `${issue!.path.join('.')}: ${issue!.message}`)
  })
  return [...events, ...documents.badLines.map(({ line, reason }) => unreadLine('replay', line, reason))]
}

/** The world in the order it happened, moved so that its last post is now. Pacing is the player's. */
export const moveTo = (events: readonly ChannelEvent[], now: number): readonly ChannelEvent[] => {
  const at = ({ createdAt }: ChannelEvent): number => Date.parse(createdAt ?? '')
  const posts = events.filter((event) => event.kind === 'post' && !Number.isNaN(at(event)))
  const shift = now - Math.max(...posts.map(at))
  return posts
    .toSorted((a, b) => at(a) - at(b))
    .map((event) => ({ ...event, createdAt: new Date(at(event) + shift).toISOString() }))
}

export const replay: Connector = { channel: 'replay', limits: { routes: [] }, inspect: readWorld }
