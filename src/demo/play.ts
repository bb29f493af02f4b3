// The sample world in the present week, spoken on simulated platforms so that it comes in through the real connectors: most of
// it at once, so that cases show, and the rest while one watches.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelEvent, moveTo, replay } from '../../connectors/index.ts'
import type { Platform, Say, Simulator } from '../../connectors/simulator/index.ts'
import type { Server } from '../http/server.ts'
import { keepMedia } from '../media/index.ts'
import { write } from '../store/index.ts'
import { noteMedia } from '../store/media.ts'
import { postOnChannel } from '../store/views/posts.ts'
import { pictureOf } from './pictures.ts'

export type Pace = {
  /** Share of the world that is there from the start. */
  readonly burst: number
  /** Milliseconds over which the rest flows in. */
  readonly flow: number
}
export const unhurried: Pace = { burst: 0.6, flow: 240_000 }

export const world = (now: number): readonly ChannelEvent[] =>
  moveTo(replay.inspect(readFileSync(join(import.meta.dirname, 'world.jsonl'))), now)

async function* asPieces(bytes: Uint8Array) {
  yield bytes
}

/** Our own pictures stand for the bytes that a platform would hand out. */
const addPicture = async ({ store, mediaFolder }: Server, channel: Platform, remoteId: string, bytes: Buffer) => {
  const post = await postOnChannel(store, channel, remoteId)
  const kept = post === null ? null : await keepMedia(mediaFolder, asPieces(bytes))
  if (post !== null && kept !== null) await write(store, (tx) => noteMedia(tx, { post, position: 0, ...kept }))
}

/** Ids of the world → ids the platforms gave, so that replies find what they answer. */
type Given = Map<string, string>

const sayingOf = (event: ChannelEvent, given: Given): Say => {
  const replyTo = given.get(event.replyTo ?? '')
  const media = (event.media ?? []).flatMap(({ kind }) => (kind === 'image' || kind === 'video' ? [{ kind }] : []))
  return {
    channel: event.channel as Platform,
    from: event.author?.remoteId ?? 'someone',
    text: event.text ?? '',
    kind: event.surface ?? 'dm',
    at: Date.parse(event.createdAt!),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(media.length === 0 ? {} : { media }),
  }
}

const tell = async (server: Server, platforms: Simulator, event: ChannelEvent, given: Given): Promise<void> => {
  const saying = sayingOf(event, given)
  const { id } = await platforms.say(saying)
  given.set(event.remoteId, id)
  const picture = event.media === undefined ? null : await pictureOf(event.remoteId)
  if (picture === null) return
  await server.pipeline.drain()
  await addPicture(server, saying.channel, id, picture)
}

/** Resolves when the whole world has come, or at the signal. */
export const play = async (
  server: Server,
  platforms: Simulator,
  { burst, flow }: Pace,
  signal: AbortSignal,
): Promise<void> => {
  const events = world(server.clock() + flow)
  const first = Math.floor(events.length * burst)
  const given: Given = new Map()
  for (const [index, event] of events.entries()) {
    if (index >= first) await sleep(flow / (events.length - first), undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    await tell(server, platforms, event, given)
  }
}
