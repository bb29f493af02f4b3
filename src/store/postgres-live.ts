// What other processes commit to the same PostgreSQL. A notification says that there is something; what it is, is read from the
// log of events. Where notifications do not pass (some poolers), a look every second does the same, later.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createLoop } from '../loop.ts'
import { eventsAfter, lastEvent } from './events.ts'
import type { Reader } from './reader.ts'
import type { EventRow } from './schema.ts'

/** Also in the statement that notifies (write.ts). */
export const notice = 'sada_events'

export type Others = {
  /** These are about to be committed here, and will be told here. */
  mine(events: readonly EventRow[]): void
  stop(): Promise<void>
}

type Options = {
  readonly url: string
  readonly read: Reader
  readonly tell: (events: readonly EventRow[]) => void
  readonly lookMs?: number
}

const page = 500

/** Keeps a connection of its own that listens; one that breaks is followed by another. */
const keepListening = async (url: string, heard: () => void, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: 'sada-live', keepAlive: true })
    const ended = Promise.withResolvers<void>()
    client.on('error', () => ended.resolve())
    client.on('end', () => ended.resolve())
    client.on('notification', heard)
    signal.addEventListener('abort', () => ended.resolve(), { once: true })
    try {
      await client.connect()
      await client.query(`listen ${notice}`)
      heard()
      await ended.promise
    } catch {
      // The store is away: looking goes on, and listening begins again when it is back.
    }
    await client.end().catch(() => {})
    await sleep(1_000, undefined, { signal }).catch(() => {})
  }
}

export const hearOthers = ({ url, read, tell, lookMs = 1_000 }: Options): Others => {
  const ending = new AbortController()
  /** By their ids: numbers of what is rolled back are given again. */
  const own = new Set<string>()
  let position: number | null = null

  const look = async (): Promise<number> => {
    position ??= await lastEvent(read)
    const events = await eventsAfter(read, position, page)
    position = events.at(-1)?.seq ?? position
    const theirs = events.filter(({ id }) => !own.delete(id))
    if (theirs.length > 0) tell(theirs)
    return events.length
  }
  // The store is away: looking goes on, and what was committed meanwhile is found when it is back.
  const loop = createLoop({ round: look, idleMs: lookMs, failed: () => {} })
  loop.start()
  const listening = keepListening(url, loop.wake, ending.signal)

  return {
    mine: (events) => {
      for (const { id } of events) own.add(id)
    },
    stop: async () => {
      ending.abort()
      await Promise.all([loop.stop(), listening])
    },
  }
}
