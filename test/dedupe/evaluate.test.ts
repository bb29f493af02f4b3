import { describe, expect, it } from 'vitest'
import { calibrationError } from '../../dedupe/evaluate/figures.ts'
import { type Labelled, score } from '../../dedupe/evaluate/score.ts'

const gold = (...incidents: (string | null)[]): Labelled[] =>
  incidents.map((incident, i) => ({ id: `${i}`, at: i, incident, tags: [] }))
const cases = (...names: string[]) => names.map((name, i) => ({ id: `${i}`, case: name, suggested: [] as string[] }))

describe('the score of a clustering', () => {
  it('is perfect for the truth itself', () => {
    const perfect = score(gold('a', 'a', 'b', null), cases('1', '1', '2', '3'))
    expect(perfect).toMatchObject({ pair: { f1: 1 }, b3: { f1: 1 }, overmerge: 0, fragments: 1, assisted: 1 })
  })

  it('counts pairs and posts as by hand', () => {
    const { pair, b3, overmerge, fragments } = score(gold('a', 'a', 'a', 'b'), cases('1', '1', '2', '2'))
    expect(pair).toMatchObject({ p: 1 / 2, r: 1 / 3 })
    expect(b3.p).toBeCloseTo((1 + 1 + 0.5 + 0.5) / 4)
    expect(b3.r).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    expect([overmerge, fragments]).toEqual([0.5, 2])
  })

  it('takes a post that reports nothing for an incident of its own', () => {
    expect(score(gold(null, null), cases('1', '1')).overmerge).toBe(1)
  })

  it('lets a truthful person join what the suggestions name, counting each question', () => {
    const placed = cases('1', '2', '3').map((c, i) => ({ ...c, suggested: i === 2 ? ['2', '1'] : [] }))
    const { review, assisted } = score(gold('a', 'b', 'a'), placed)
    expect(review).toMatchObject({ f1: 1 })
    expect(review.questions).toBeCloseTo(200 / 3)
    expect(assisted).toBe(1)
  })

  it('refuses a clustering that leaves a post out', () => {
    expect(() => score(gold('a', 'b'), cases('1'))).toThrow('post 1')
  })
})

describe('the calibration error', () => {
  it('is nothing where nine of ten at 0.9 were right, and large where none was', () => {
    const said = (right: (i: number) => boolean) => Array.from({ length: 10 }, (_, i) => ({ p: 0.9, right: right(i) }))
    expect(calibrationError(said((i) => i > 0))).toBeCloseTo(0)
    expect(calibrationError(said(() => false))).toBeCloseTo(0.9)
  })
})
