import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLoop } from '../src/loop.ts'

const forEver = 3_600_000

const working = (answers: readonly (number | Error)[]) => {
  const rest = [...answers]
  const seen = { rounds: 0, failed: [] as unknown[] }
  const enough = Promise.withResolvers<void>()
  const round = async () => {
    seen.rounds++
    const answer = rest.shift()
    if (rest.length === 0) enough.resolve()
    if (answer instanceof Error) throw answer
    return answer ?? 0
  }
  const loop = createLoop({ round, idleMs: forEver, failed: (error) => seen.failed.push(error) })
  return { loop, seen, enough: enough.promise }
}

describe('work in the background', () => {
  it('goes on at once while there is something to do, and rests when there is not', async () => {
    const { loop, seen, enough } = working([3, 1, 0])
    loop.start()
    await enough
    await sleep(20)
    expect(seen.rounds).toBe(3)
    await loop.stop()
    expect(seen.rounds).toBe(3)
  })

  it('is woken from its rest, also by what comes while a round is under way', async () => {
    const { loop, seen, enough } = working([0, 0])
    loop.start()
    loop.wake()
    await enough
    await sleep(20)
    expect(seen.rounds).toBe(2)
    await loop.stop()
  })

  it('is one, however often it is started, and begins again after an end', async () => {
    const { loop, seen } = working([])
    loop.start()
    loop.start()
    await sleep(20)
    expect(seen.rounds).toBe(1)
    await loop.stop()
    loop.start()
    await sleep(20)
    expect(seen.rounds).toBe(2)
    await loop.stop()
  })

  it('tells of a round that fails, rests, and goes on', async () => {
    const away = new Error('the store is away')
    const { loop, seen, enough } = working([away, 0])
    loop.start()
    await sleep(20)
    expect(seen).toEqual({ rounds: 1, failed: [away] })
    loop.wake()
    await enough
    expect(seen.rounds).toBe(2)
    await loop.stop()
  })

  it('ends after the round in hand, and not before', async () => {
    const held = Promise.withResolvers<number>()
    const loop = createLoop({ round: () => held.promise, idleMs: forEver, failed: () => {} })
    loop.start()
    const stopped = loop.stop().then(() => 'stopped')
    expect(await Promise.race([stopped, sleep(20).then(() => 'waiting')])).toBe('waiting')
    held.resolve(1)
    expect(await stopped).toBe('stopped')
  })
})
