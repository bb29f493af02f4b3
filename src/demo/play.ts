// The sample world in the present week: most of it at once, so that cases show, and the rest while one watches.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelEvent, moveTo, replay } from '../../connectors/index.ts'
import type { Server } from '../http/server.ts'
import { keepMedia } from '../import/media.ts'
import type { PostId } from '../model.ts'
import { write } from '../store/index.ts'
import { noteMedia } from '../store/media.ts'
import { pictureOf } from './pictures.ts'

export type Pace = {
  /** Share of the world that is there from the start. */
  readonly burst: number
  /** Milliseconds over which the rest flows in. */
  readonly flow: number
}
export const unhurried: Pace = { burst: 0.6, flow: 240_000 }

async function* asPieces(bytes: Uint8Array) {
  yield bytes
}

/** Pictures are stored with their post, as a connector's would be. */
const addPicture = async ({ store, mediaFolder }: Server, event: ChannelEvent, post: PostId): Promise<void> => {
  const bytes = event.media?.[0]?.kind === 'image' ? await pictureOf(event.remoteId) : null
  const kept = bytes === null ? null : await keepMedia(mediaFolder, asPieces(bytes))
  if (kept !== null) await write(store, (tx) => noteMedia(tx, { post, position: 0, ...kept }))
}

const arrive = async (server: Server, events: readonly ChannelEvent[]): Promise<void> => {
  const { events: told } = await server.pipeline.receive(events, { account: 'demo' })
  await server.pipeline.drain()
  for (const [index, event] of events.entries()) {
    const post = told[index]?.postId
    if (post) await addPicture(server, event, post)
  }
}

export const world = (now: number): readonly ChannelEvent[] =>
  moveTo(replay.inspect(readFileSync(join(import.meta.dirname, 'world.jsonl'))), now)

/** Resolves when the whole world has come, or at the signal. */
export const play = async (server: Server, { burst, flow }: Pace, signal: AbortSignal): Promise<void> => {
  const events = world(server.clock() + flow)
  const first = Math.floor(events.length * burst)
  await arrive(server, events.slice(0, first))
  const rest = events.slice(first)
  for (const event of rest) {
    await sleep(flow / rest.length, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    await arrive(server, [event])
  }
}
