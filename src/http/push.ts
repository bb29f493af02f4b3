// POST /posts: any system pushes posts in the JSONL shape. Each is checked alone, so that one bad post holds back no other.
import type { Context } from 'hono'
import type { Channel, ChannelEvent, EventMedia } from '../../connectors/connector.ts'
import type { Env } from './context.ts'
import { channelName, PushPost, type PushResultWire, type PushWire } from './contract.ts'
import { invalid } from './invalid.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const most = 1000

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}

/** One post, a list, or a line each. */
const itemsOf = async (c: Context<Env>): Promise<{ readonly items: readonly unknown[]; readonly alone: boolean }> => {
  const type = c.req.header('content-type') ?? ''
  if (/ndjson|jsonl/.test(type)) {
    const lines = (await c.req.text()).split('\n').filter((line) => line.trim() !== '')
    return { items: lines.map(parseLine), alone: false }
  }
  if (!/\bjson\b/.test(type)) throw new ProblemError('not-json-type', { field: 'content-type' })
  const body: unknown = await c.req.json()
  return Array.isArray(body) ? { items: body, alone: false } : { items: [body], alone: true }
}

/** A channel Sada has no word for is another system's: it is heard, and nothing can be sent there. */
const channelOf = (name: string): Channel => channelName.safeParse(name).data ?? 'generic'

const eventOf = (post: PushWire): ChannelEvent => ({
  kind: 'post',
  channel: channelOf(post.channel),
  remoteId: post.id,
  type: post.kind,
  surface: post.kind,
  text: post.text,
  createdAt: new Date(post.created_at).toISOString(),
  ...(post.account ? { account: post.account } : {}),
  ...(post.author
    ? {
        author: {
          remoteId: post.author,
          aliases: [post.author],
          ...(post.author.startsWith('@') ? { handle: post.author.slice(1) } : {}),
        },
      }
    : {}),
  ...(post.reply_to ? { replyTo: post.reply_to } : {}),
  ...(post.location ? { location: post.location } : {}),
  ...(post.media
    ? {
        media: post.media.map(({ kind, phash }) => ({
          kind: kind as EventMedia['kind'],
          ...(phash ? { phash } : {}),
        })),
      }
    : {}),
})

type Checked = { readonly events: ChannelEvent[]; readonly skipped: PushResultWire['skipped'] }

const checked = (items: readonly unknown[]): Checked => {
  const events: ChannelEvent[] = []
  const skipped: PushResultWire['skipped'] = []
  items.forEach((item, index) => {
    const parsed = PushPost.safeParse(item)
    if (parsed.success) events.push(eventOf(parsed.data))
    else skipped.push({ index, reason: invalid(parsed.error, 'post').detail ?? 'not a post' })
  })
  return { events, skipped }
}

export const push =
  (server: Server) =>
  async (c: Context<Env>): Promise<Response> => {
    const { items, alone } = await itemsOf(c)
    if (items.length === 0 || items.length > most)
      throw new ProblemError('invalid-request', {
        field: 'body',
        detail: `${items.length} posts`,
        fix: { en: `Send 1 to ${most} posts at a time.`, ar: `أرسل من منشور واحد إلى ${most} منشور في المرة.` },
      })
    if (alone) {
      const parsed = PushPost.safeParse(items[0])
      if (!parsed.success) throw new ProblemError('invalid-request', invalid(parsed.error))
    }
    const { events, skipped } = checked(items)
    const received = events.length === 0 ? null : await server.pipeline.receive(events, { account: 'push' })
    const result: PushResultWire = {
      new: received?.new ?? 0,
      seen: received?.seen ?? 0,
      skipped,
      posts: (received?.events ?? []).flatMap(({ remoteId, postId }) =>
        postId === null ? [] : [{ id: remoteId, postId }],
      ),
    }
    return c.json(result, 200)
  }
