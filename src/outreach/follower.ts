// Follows the log of what happened: each event is handled once, in order, in the transaction that moves the place in the log.
import { nameOfError } from '../errors.ts'
import { createLoop } from '../loop.ts'
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

/** What one transaction handles: others wait for it, senders among them. */
const batch = 50
const idleMs = 1000
/** A stream of decisions commits dozens of times a second; it is followed a few times a second. */
const gatherMs = 200

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

  const loop = createLoop({
    // What is left after a full round is there already; the rest is gathered.
    round: async () => ((await turn()) < batch ? 0 : batch),
    idleMs,
    failed: (error) => log('what happened could not be followed', { job: name, code: nameOfError(error) }),
  })
  let soon: NodeJS.Timeout | undefined
  const wake = () => {
    soon = undefined
    loop.wake()
  }
  const unlisten = store.onCommitted(() => {
    soon ??= setTimeout(wake, gatherMs)
  })
  return {
    turn,
    start: loop.start,
    stop: async () => {
      unlisten()
      clearTimeout(soon)
      await loop.stop()
    },
  }
}
