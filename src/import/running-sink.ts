// Through the API of the server that owns the store: it takes what citizens said, and decides in its own time.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelEvent } from '../../connectors/index.ts'
import type { PostId } from '../model.ts'
import { askRunning, type Running } from '../ops/running.ts'
import type { Decided, Sink, Told } from './sink.ts'

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
type Pushed = ReturnType<typeof pushed>

type PushAnswer = {
  readonly new: number
  readonly skipped: readonly { readonly reason: string }[]
  readonly posts: readonly { readonly id: string; readonly postId: PostId }[]
}

/** A request body stays well below what the server takes. */
const mostCharacters = 500_000

const bodies = (posts: readonly Pushed[]): readonly (readonly Pushed[])[] => {
  const groups: Pushed[][] = []
  let room = 0
  for (const post of posts) {
    const size = JSON.stringify(post).length
    if (size > room) {
      groups.push([])
      room = mostCharacters
    }
    groups.at(-1)!.push(post)
    room -= size
  }
  return groups
}

type Overview = {
  readonly posts: number
  readonly cases: number
  readonly pendingReviews: number
  readonly noCase: number
  readonly waiting: number
}

const asked = async <T>(running: Running, method: string, path: string, body?: unknown): Promise<T> => {
  const { status, body: answer } = await askRunning(running, method, path, body)
  if (status < 300) return answer as T
  throw new Error(`the running server answered ${status}: ${JSON.stringify(answer)}`)
}

/** What it decided since: others may speak to it meanwhile, so this is the server's count and not ours alone. */
const difference = (before: Overview, after: Overview): Decided => {
  const since = (name: keyof Overview) => Math.max(0, after[name] - before[name])
  const [opened, held] = [since('cases'), since('noCase')]
  return { opened, held, review: since('pendingReviews'), joined: Math.max(0, since('posts') - opened - held) }
}

export const runningSink = async (running: Running): Promise<Sink> => {
  const overview = () => asked<Overview>(running, 'GET', '/stats/overview')
  let last = await overview()
  const receive = async (events: readonly ChannelEvent[]): Promise<readonly Told[]> => {
    let fresh = 0
    const known = new Map<string, PostId>()
    for (const body of bodies(events.filter(({ kind }) => kind === 'post').map(pushed))) {
      const answer = await asked<PushAnswer>(running, 'POST', '/posts', body)
      if (answer.skipped.length > 0) throw new Error(`the running server refused a post: ${answer.skipped[0]!.reason}`)
      fresh += answer.new
      for (const { id, postId } of answer.posts) known.set(id, postId)
    }
    // It tells how many were new, not which.
    return events.map(({ kind, remoteId }) => ({
      postId: known.get(remoteId) ?? null,
      seen: kind !== 'post' || fresh-- <= 0,
    }))
  }
  const settle = async (): Promise<Decided> => {
    let now = await overview()
    for (; now.waiting > 0; now = await overview()) await sleep(200)
    const decided = difference(last, now)
    last = now
    return decided
  }
  return { begin: (events) => ({ take: async () => ({ told: await receive(events), decided: await settle() }) }) }
}
