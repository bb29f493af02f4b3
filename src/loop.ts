// Work in the background: one round after the other, with a rest behind those that found nothing to do, until it is stopped.
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises'

export type Loop = {
  start(): void
  /** Ends the rest, if it rests. */
  wake(): void
  /** Ends after the round in hand. */
  stop(): Promise<void>
}

export type Rounds = {
  /** How much was done. */
  readonly round: () => Promise<number>
  readonly idleMs: number
  /** A round that fails is told of, and the next one comes after a rest. */
  readonly failed: (error: unknown) => void
}

/** The store may be away for long: it is not asked, nor complained of, more often than this. */
const afterFailureMs = 1000

export const createLoop = ({ round, idleMs, failed }: Rounds): Loop => {
  let running: Promise<void> | null = null
  let stopping = new AbortController()
  let woken = Promise.withResolvers<void>()

  const restAfter = async (): Promise<number> => {
    try {
      return (await round()) > 0 ? 0 : idleMs
    } catch (error) {
      failed(error)
      return Math.max(idleMs, afterFailureMs)
    }
  }
  const run = async ({ signal }: AbortController) => {
    while (!signal.aborted) {
      woken = Promise.withResolvers()
      const restMs = await restAfter()
      if (restMs > 0) await Promise.race([woken.promise, sleep(restMs, undefined, { signal }).catch(() => {})])
      // SQLite answers at once, and without this nothing else of the process would have its turn.
      else await nextRound()
    }
  }
  return {
    start: () => {
      if (running !== null) return
      stopping = new AbortController()
      running = run(stopping)
    },
    wake: () => woken.resolve(),
    stop: async () => {
      stopping.abort()
      await running
      running = null
    },
  }
}
