// How many rows a turn takes: as many as keep the store for about as long as others may be kept waiting.
import type { Engine } from '../store/index.ts'

export type Pace = {
  size(): number
  /** A turn of so many rows held the store for so long. */
  held(rows: number, ms: number): void
}

const [least, most] = [8, 500]
/** PostgreSQL: others wait for the locks of keys, not for the store. */
const ofWorkers = 32

/** `target`: milliseconds. */
export const paceOf = (engine: Engine, target: number): Pace => {
  if (engine === 'postgres') return { size: () => ofWorkers, held: () => {} }
  let size = 32
  return {
    size: () => Math.round(size),
    held(rows, ms) {
      // What was few because no more came says little of how long many take.
      if (rows < size / 2 && ms < target) return
      const fitting = (rows * target) / Math.max(ms, 0.1)
      size = Math.min(most, Math.max(least, (size + Math.min(fitting, 2 * size)) / 2))
    },
  }
}
