// The clock the server goes by: the machine's own, but when that one is set, nobody sees the new time before what waits in the
// store has been moved along. Leases go by the engine's clock.
import type { Log } from '../log.ts'
import { createLoop } from '../loop.ts'
import type { Millis } from '../model.ts'
import { moveAlong, timeOf } from '../store/clock-set.ts'
import { type Store, write } from '../store/index.ts'
import { lookAtTheClockAgain } from './by-the-clock.ts'

export type SteadyClock = {
  readonly now: () => Millis
  /** Looks once; how far the clock was set, 0 where it was not. */
  follow(moved: Moved): Promise<number>
  /** Looks every second until it is stopped. */
  keep(moved: Moved, failed: (error: unknown) => void): { stop(): Promise<void> }
}
/** Moves what waits, and calls `adopt` in the same turn of the store. */
export type Moved = (set: { readonly from: Millis; readonly to: Millis }, adopt: () => void) => Promise<void>

/** Less is how clocks are kept right all the time. */
const least = 5_000

export const createSteadyClock = (wall = Date.now, steady = () => performance.now()): SteadyClock => {
  let offset = wall() - steady()
  const now = () => Math.round(steady() + offset)
  const follow = async (moved: Moved): Promise<number> => {
    const by = wall() - now()
    const adopt = () => {
      offset += by
    }
    if (Math.abs(by) < least) {
      adopt()
      return 0
    }
    await moved({ from: now(), to: now() + by }, adopt)
    return by
  }
  return {
    now,
    follow,
    keep: (moved, failed) => {
      const loop = createLoop({ round: () => follow(moved).then(() => 0), idleMs: 1000, failed })
      loop.start()
      return loop
    },
  }
}

/**
 * One process writes a SQLite store: what waits there moves along. On PostgreSQL others wait by clocks that were not set: the
 * database says which of the two times is right, and a wrong one is not followed.
 */
export const movedIn = (store: Store, log: Log): Moved => {
  let told = 0
  return async ({ from, to }, adopt) => {
    const by = to - from
    if (store.engine === 'sqlite') await write(store, (tx) => moveAlong(tx, { from, to }), adopt)
    else {
      const right = await write(store, timeOf)
      if (Math.abs(right - to) < Math.abs(right - from)) adopt()
      else if (Math.abs(by - told) < least) return
      told = by
    }
    lookAtTheClockAgain()
    log.warn('the clock was set', { ms: by })
  }
}
