// The story of a post. Read this first.
//
//   receive     events go to the inbox; after that commit the sender may be told          receive.ts
//   prepare     language, places, topics, kind, with personal data masked                prepare.ts
//   candidates  cases that share a block key with it                                     candidates*.ts
//   compare     aspect by aspect, weights add up, conflicts veto                         dedupe
//   decide      same, review, different, or no case                                      decide.ts
//   attach      membership with its reasons, golden record, question, event              attach.ts
//
// The last five are one transaction over a batch of claimed rows (turn.ts). A crash anywhere leaves the row in the inbox.
import { setTimeout as sleep } from 'node:timers/promises'
import { decide as decideOn } from '../../dedupe/index.ts'
import type { Desk } from '../cases/index.ts'
import { claim, inboxIsEmpty, keepReceipt, releaseClaims, StaleClaimError, wakeQuarantined } from '../store/inbox.ts'
import { type InboxRow, write } from '../store/index.ts'
import { asked } from './attach.ts'
import { followInMemory, inMemory } from './candidates-in-memory.ts'
import { followInStore, inStore } from './candidates-in-store.ts'
import type { Outcome } from './decide.ts'
import { fail } from './fail.ts'
import { rebuildInMemory } from './rebuild.ts'
import { createReceiver } from './receive.ts'
import { takeTurn } from './turn.ts'
import type { Counts, Pipeline, PipelineOptions } from './types.ts'

export type { Counts, Pipeline, PipelineOptions, Received, Source } from './types.ts'

/** Rows a turn: on SQLite few enough that a webhook never waits long for the writer, on PostgreSQL for others' locks. */
const batch = { sqlite: 100, postgres: 25 } as const
const leaseMs = 60_000
const idleMs = 500
/** What comes while a stream of posts flows is decided together: each turn costs two commits. */
const gatherMs = 25

const counted = (counts: Counts, outcomes: readonly Outcome[]): Counts => ({
  ...counts,
  opened: counts.opened + outcomes.filter(({ opens }) => opens).length,
  joined: counts.joined + outcomes.filter(({ to, opens }) => to !== null && !opens).length,
  review: counts.review + outcomes.filter(asked).length,
  held: counts.held + outcomes.filter(({ to }) => to === null).length,
})

export const createPipeline = ({
  store,
  matcher,
  clock,
  log = () => {},
  onEvent,
  decide: by = decideOn,
  retryMs = 400,
  on = {},
}: PipelineOptions): Pipeline => {
  const alone = store.engine === 'sqlite'
  const turn = { store, clock, on, candidates: alone ? inMemory(matcher) : inStore(clock, by) }
  const desk: Desk = { store, clock, index: alone ? followInMemory(matcher) : followInStore(clock) }
  if (onEvent) store.onCommitted((events) => events.forEach(onEvent))

  let counts: Counts = { opened: 0, joined: 0, review: 0, held: 0, quarantined: 0 }
  let wake = Promise.withResolvers<void>()
  const nudge = () => wake.resolve()
  let running: Promise<void> | null = null
  let stopping = false

  const rebuild = () => (alone ? rebuildInMemory(store, matcher, clock()) : Promise.resolve({ posts: 0 }))
  /** On SQLite this process is the only one that decides: claims left behind are those of a dead one. */
  const begin = async () => {
    store.own()
    if (alone) await write(store, releaseClaims)
    return rebuild()
  }
  let begun: Promise<unknown> | null = null
  const ready = () => (begun ??= begin())

  const decide = async (rows: readonly InboxRow[]): Promise<void> => {
    try {
      counts = counted(counts, await takeTurn(turn, rows))
    } catch (error) {
      if (error instanceof StaleClaimError) return
      if (rows.length > 1) for (const row of rows) await decide([row])
      else {
        const aside = await fail(store, rows[0]!, error, { now: clock(), retryMs })
        if (aside) counts = { ...counts, quarantined: counts.quarantined + 1 }
        log('decide failed', {
          seq: rows[0]!.seq,
          attempt: rows[0]!.attempt,
          aside,
          error: error instanceof Error ? error.name : 'unknown',
        })
      }
    }
  }

  const next = async (): Promise<number> => {
    const rows = await write(store, (tx) => claim(tx, batch[store.engine], leaseMs))
    if (rows.length > 0) await decide(rows)
    return rows.length
  }

  const idle = async (ms: number) => {
    await Promise.race([wake.promise, sleep(ms)])
    wake = Promise.withResolvers<void>()
  }

  const run = async () => {
    while (!stopping)
      try {
        const taken = await next()
        if (taken === 0) await idle(idleMs)
        else if (taken < batch[store.engine]) await sleep(gatherMs)
      } catch (error) {
        // The store is away (disk full, primary gone): what was acknowledged is safe, and is decided when it is back.
        log('store unavailable', { error: error instanceof Error ? error.name : 'unknown' })
        await sleep(idleMs)
      }
  }

  return {
    desk,
    receive: createReceiver(store, clock, nudge),
    setAside: async (body, { channel, account, reason }) => {
      await write(store, (tx) => keepReceipt(tx, { channel, account, body, fault: reason, at: clock() }))
    },
    rebuild,
    start: async () => {
      await ready()
      stopping = false
      running ??= run()
    },
    stop: async () => {
      stopping = true
      nudge()
      await running
      running = null
    },
    drain: async () => {
      await ready()
      const before = counts
      while (!(await inboxIsEmpty(store.read))) if (running !== null || !(await next())) await sleep(20)
      return Object.fromEntries(
        Object.entries(counts).map(([name, value]) => [name, value - before[name as keyof Counts]]),
      ) as Counts
    },
    retry: async () => {
      const woken = await write(store, wakeQuarantined)
      nudge()
      return woken
    },
  }
}
