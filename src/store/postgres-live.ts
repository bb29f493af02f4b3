// What other processes commit to the same PostgreSQL. A notification says that there is something; what it is, is read from the
// log of events. Where notifications do not pass (some poolers), a look every second does the same, later.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { createLoop } from '../loop.ts'
import { eventsAfter, lastEvent } from './events.ts'
import type { Reader } from './reader.ts'
import type { Database, EventRow } from './schema.ts'
import type { NewEvent } from './tx.ts'

/** Also in the statement that notifies (write.ts). */
export const notice = 'sada_events'
/** What is said for a moment and kept nowhere; too long a word would be refused by the engine. */
const whispers = 'sada_whispers'
const longestWhisper = 7_000

export type Others = {
  /** These are about to be committed here, and will be told here. */
  mine(events: readonly NewEvent[]): void
  stop(): Promise<void>
}

type Options = {
  readonly url: string
  readonly read: Reader
  readonly tell: (events: readonly EventRow[]) => void
  readonly whispered?: (text: string) => void
  readonly lookMs?: number
}

const page = 500

/** Keeps a connection of its own that listens; one that breaks is followed by another. */
const keepListening = async (
  url: string,
  heard: (whisper: string | null) => void,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: 'sada-live', keepAlive: true })
    const ended = Promise.withResolvers<void>()
    client.on('error', () => ended.resolve())
    client.on('end', () => ended.resolve())
    client.on('notification', ({ channel, payload = '' }) => heard(channel === whispers ? payload : null))
    signal.addEventListener('abort', () => ended.resolve(), { once: true })
    try {
      await client.connect()
      await client.query(`listen ${notice}; listen ${whispers}`)
      heard(null)
      await ended.promise
    } catch {
      // The store is away: looking goes on, and listening begins again when it is back.
    }
    await client.end().catch(() => {})
    await sleep(1_000, undefined, { signal }).catch(() => {})
  }
}

/** To every process that listens, this one too; lost where nobody does. */
export const whisper = async (db: Kysely<Database>, text: string): Promise<void> => {
  if (text.length <= longestWhisper) await sql`select pg_notify(${whispers}, ${text})`.execute(db)
}

export const hearOthers = ({ url, read, tell, whispered = () => {}, lookMs = 1_000 }: Options): Others => {
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
  const heard = (text: string | null) => (text === null ? loop.wake() : whispered(text))
  const listening = keepListening(url, heard, ending.signal)

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
