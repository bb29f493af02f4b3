// The rehearsal in its short form; `npm run storm` is the whole of it, and draws what happened.
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rehearse } from './storm.ts'

it.runIf(process.platform === 'linux' && process.arch === 'x64' && existsSync('/proc'))(
  'A storm with a dying worker, a dying primary and a slow channel loses nothing, and its queue drains',
  async () => {
    const seen = await rehearse({ posts: 200, seconds: 8, workers: 2, seed: 1 })
    expect(seen).toMatchObject({ told: 200, lost: 0, twice: 0, faults: [] })
    expect(seen.cut.posts).toBe(120)
    expect(seen.cut.largest).toBeGreaterThan(100)
    // The slow channel does not hold the quick one, and nobody hears an answer twice.
    expect(seen.answered.quick).toBeLessThanOrEqual(seen.answered.slow)
    expect(seen.answered.twice).toBe(0)
  },
  300_000,
)
