// Follows the log of what happened: each event is handled once, in order, in the transaction that moves the place in the log.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Millis } from '../model.ts'
import { saveCursor } from '../store/cursors.ts'
import { type EventRow, eventsAfter, type Store, type Tx, write } from '../store/index.ts'
import { followedTo } from '../store/wording.ts'

export type Follower = {
  /** One round: how many events were handled. */
  turn(): Promise<number>
  start(): void
  stop(): Promise<void>
}

export type Following = {
  readonly store: Store
  readonly clock: () => Millis
  /** Names the place in the log. The first start begins at its end: what happened before is nobody's news. */
  readonly name: string
  readonly handle: (tx: Tx, events: readonly EventRow[]) => Promise<void>
  /** What is left to do after the commit. */
  readonly after?: () => Promise<void>
  readonly log?: (message: string, data: Readonly<Record<string, unknown>>) => void
}

const batch = 200
const idleMs = 1000

export const createFollower = ({ store, clock, name, handle, after, log = () => {} }: Following): Follower => {
  const turn = async (): Promise<number> => {
    const count = await write(store, async (tx) => {
      const from = await followedTo(tx, name, clock())
      if (from === null) return 0
      const events = await eventsAfter(tx, from, batch)
      if (events.length === 0) return 0
      await handle(tx, events)
      await saveCursor(tx, { name, value: String(events.at(-1)!.seq) }, clock())
      return events.length
    })
    await after?.()
    return count
  }

  let running: Promise<void> | null = null
  let stopping = new AbortController()
  let wake = Promise.withResolvers<void>()
  const unlisten = store.onCommitted(() => wake.resolve())
  const run = async () => {
    while (!stopping.signal.aborted) {
      wake = Promise.withResolvers<void>()
      const handled = await turn().catch((error: unknown) => {
        log('following failed', { name, error: error instanceof Error ? error.name : 'unknown' })
        return 0
      })
      if (handled > 0) continue
      await Promise.race([wake.promise, sleep(idleMs, undefined, { signal: stopping.signal }).catch(() => {})])
    }
  }
  return {
    turn,
    start: () => {
      stopping = new AbortController()
      running ??= run()
    },
    stop: async () => {
      stopping.abort()
      wake.resolve()
      await running
      running = null
      unlisten()
    },
  }
}
