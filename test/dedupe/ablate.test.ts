import { describe, expect, it } from 'vitest'
import { intervalsOf, parts, without } from '../../dedupe/index.ts'
import { smallWorld } from './invented.ts'

describe('a world with a part taken out', () => {
  it.each(parts)('without %s keeps its posts, their order and their truth', (part) => {
    const world = without(smallWorld, part)
    expect(world.reports.map(({ id }) => id)).toEqual(smallWorld.reports.map(({ id }) => id))
    expect(world.gold).toEqual(smallWorld.gold)
    expect(world.reports).not.toEqual(smallWorld.reports)
  })
})

describe('how far a figure would swing', () => {
  const figures = (
    shares: readonly { truth: string; p: number; r: number; right: number; placed: number; real: number }[],
  ) => {
    const told = shares.map(({ right, placed, real, ...share }) => ({ ...share, pairs: { right, placed, real } }))
    return [{ world: 'w', shares: { strict: told, balanced: told } }] as unknown as Parameters<typeof intervalsOf>[0]
  }
  const whole = { truth: 'whole', p: 1, r: 1, right: 1, placed: 1, real: 1 }
  const split = { truth: 'split', p: 1, r: 0.5, right: 0, placed: 0, real: 1 }

  it('is nothing where every incident fares alike', () => {
    const { bCubed, pairs } = intervalsOf(figures([whole, { ...whole, truth: 'other' }]), 'strict')
    expect([bCubed, pairs]).toEqual([
      { low: 1, high: 1 },
      { low: 1, high: 1 },
    ])
  })

  it('spans from the luckiest to the unluckiest draw of incidents', () => {
    const { bCubed, pairs } = intervalsOf(figures([whole, split]), 'strict')
    expect(bCubed.low).toBeLessThan(bCubed.high)
    expect(pairs).toEqual({ low: 0, high: 1 })
  })
})
