// Where imported events go: into the store this process owns, or through the API of the server that owns it.
import type { ChannelEvent } from '../../connectors/index.ts'
import type { PostId } from '../model.ts'
import { askRunning, type Running } from '../ops/running.ts'
import type { Counts, Pipeline } from '../pipeline/types.ts'

export type Told = { readonly postId: PostId | null; readonly seen: boolean }

export type Sink = {
  /** One for each event, in order; resolves when they are safe. */
  receive(events: readonly ChannelEvent[]): Promise<readonly Told[]>
  /** Waits until what was received is decided; null where another process decides. */
  settle(): Promise<Counts | null>
}

export const pipelineSink = (pipeline: Pipeline, account: string): Sink => ({
  receive: async (events) => (await pipeline.receive(events, { account })).events,
  settle: () => pipeline.drain(),
})

/** Own words on a channel are no posts: the API takes what citizens said. */
const isPost = ({ kind }: ChannelEvent) => kind === 'post'

const pushed = (event: ChannelEvent) => ({
  id: event.remoteId,
  channel: event.channel,
  kind: event.surface,
  author: event.author?.remoteId,
  text: event.text ?? '',
  created_at: event.createdAt,
  reply_to: event.replyTo,
  media: event.media?.map(({ kind, phash }) => ({ kind, phash })),
  location: event.location && { lat: event.location.lat, lon: event.location.lon },
  account: event.account,
})

type PushAnswer = {
  readonly new: number
  readonly skipped: readonly { readonly index: number; readonly reason: string }[]
  readonly posts: readonly { readonly id: string; readonly postId: PostId }[]
}

export const runningSink = (running: Running): Sink => ({
  receive: async (events) => {
    const posts = events.filter(isPost)
    if (posts.length === 0) return events.map(() => ({ postId: null, seen: true }))
    const { status, body } = await askRunning(running, 'POST', '/posts', posts.map(pushed))
    if (status >= 300) throw new Error(`the running server refused the posts (${status}): ${JSON.stringify(body)}`)
    const answer = body as PushAnswer
    // The API tells how many were new, not which: all of a batch are told alike.
    let left = answer.new
    return events.map((event) => ({ postId: null, seen: !isPost(event) || left-- <= 0 }))
  },
  settle: async () => null,
})
