import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boost, defaultBoost, type Row } from '../../dedupe/weights/boost.ts'
import { calibrate } from '../../dedupe/weights/calibrate.ts'
import { checked, shippedWeights } from '../../dedupe/weights/index.ts'
import { contributions, probability, weigh } from '../../dedupe/weights/model.ts'

const rows: Row[] = Array.from({ length: 400 }, (_, i) => {
  const x = Float64Array.from([(i * 37) % 101, (i * 61) % 53, i % 2])
  return { x, y: x[0]! > 50 !== x[2]! > 0.5 ? 1 : 0, weight: 1 }
})
const options = { ...defaultBoost, rounds: 80, stride: 1 }

describe('fitted weights', () => {
  it('learn what two features say only together', () => {
    const model = boost(rows, options)
    const right = rows.filter(({ x, y }) => weigh(model, x) > 0 === (y === 1)).length
    expect(right / rows.length).toBeGreaterThan(0.95)
  })

  it('are the same for the same rows', () => {
    expect(JSON.stringify(boost(rows, options))).toBe(JSON.stringify(boost(rows, options)))
  })

  it('give each feature its share, and the shares add up to the weight', () => {
    const model = { ...boost(rows, options), features: ['a', 'b', 'c'], calibration: { weight: [], p: [] } }
    for (const { x } of rows.slice(0, 50)) {
      const { start, moves } = contributions(model, x)
      expect(start + moves.reduce((sum, m) => sum + m, 0)).toBeCloseTo(weigh(model, x), 6)
    }
  })

  it('are added up alike for shallow and deep trees, whatever the depth of their neighbours', () => {
    const leaf = (value: number) => ({ feature: [-1], threshold: [0], left: [-1], right: [-1], value: [value] })
    /** Asks feature 0 again and again: one leaf for each number from 0 to `depth`. */
    const stairs = (depth: number) => ({
      feature: Array.from({ length: 2 * depth + 1 }, (_, n) => (n % 2 === 0 && n < 2 * depth ? 0 : -1)),
      threshold: Array.from({ length: 2 * depth + 1 }, (_, n) => n / 2),
      left: Array.from({ length: 2 * depth + 1 }, (_, n) => n + 1),
      right: Array.from({ length: 2 * depth + 1 }, (_, n) => n + 2),
      value: Array.from({ length: 2 * depth + 1 }, (_, n) => 10 ** Math.floor(n / 2)),
    })
    const model = { bias: 0.5, trees: [leaf(7), stairs(1), stairs(5)] }
    for (const [x, weight] of [
      [-1, 7 + 1 + 1],
      [0.5, 7 + 10 + 10],
      [3.5, 7 + 10 + 10_000],
      [99, 7 + 10 + 100_000],
      [Number.NaN, 7 + 1 + 1],
    ] as const)
      expect(weigh(model, Float64Array.of(x))).toBe(0.5 + weight)
    expect(() => weigh({ bias: 0, trees: [stairs(9)] }, Float64Array.of(0))).toThrow('8 questions')
  })

  it('that ship belong to the features this code compares; others are refused', () => {
    expect(shippedWeights().trees.length).toBeGreaterThan(0)
    expect(() => checked({ ...shippedWeights(), features: ['another'] })).toThrow('sada train')
  })
})

describe('calibration', () => {
  it('keeps order and stays within 0 and 1', () => {
    const seen = fc.array(fc.record({ weight: fc.double({ min: -8, max: 8, noNaN: true }), right: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(seen, fc.double({ min: -9, max: 9, noNaN: true }), fc.nat(5), (observations, w, more) => {
        const calibration = calibrate(observations)
        const p = probability(calibration, w)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(probability(calibration, w + more)).toBeGreaterThanOrEqual(p)
      }),
    )
  })

  it('says 0.8 where eight of ten were right', () => {
    const observations = Array.from({ length: 1000 }, (_, i) => ({
      weight: i % 2 === 0 ? 2 : -2,
      right: i % 2 === 0 ? i % 10 < 8 : i % 10 === 1,
    }))
    const calibration = calibrate(observations)
    expect(probability(calibration, 2)).toBeCloseTo(0.8, 1)
    expect(probability(calibration, -2)).toBeCloseTo(0.2, 1)
  })
})
