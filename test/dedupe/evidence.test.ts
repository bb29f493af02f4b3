import { describe, expect, it } from 'vitest'
import { featureNames } from '../../dedupe/comparisons/case.ts'
import { questions, type Ruling } from '../../dedupe/decide/zones.ts'
import { shippedWeights } from '../../dedupe/index.ts'
import { evidenceOf, evidences, inBurst, inContext } from '../../dedupe/weights/evidence.ts'

const compared = (levels: Readonly<Record<string, number>>): Float64Array => {
  const x = new Float64Array(featureNames.length)
  for (const [name, level] of Object.entries({ 'picture:best': 64, 'author-hours': 12, reports: 1, ...levels }))
    x[featureNames.indexOf(name)] = level
  return x
}
const ownLatest = { 'author-in-case': 1, 'author-latest': 1 }

describe('what a join rests on', () => {
  it.each([
    ['named', { 'copy:best': 1 }],
    ['named', { 'picture:best': 3 }],
    ['named', ownLatest],
    ['named', { 'reply-parent': 1, 'problem:best': 1 }],
    ['named', { 'block:best': 1, 'problem:best': 1 }],
    ['named', { 'name:best': 1, 'problem:best': 0.5 }],
    ['named', { 'area:best': 1, 'problem:best': 0.5 }],
    ['loose', { 'reply-parent': 1, 'topic:best': 0.5 }],
    ['loose', { 'reply-parent': 1 }],
    ['loose', { 'street:best': 1, 'topic:best': 0.5 }],
    ['loose', { 'number:best': 1, 'topic:best': -1 }],
    ['loose', { 'problem:best': 1 }],
    ['loose', { 'author-in-case': 1 }],
    ['loose', { 'picture:best': 7, 'topic:best': 0.2 }],
    ['contrary', { 'street:best': 1, 'topic:best': 0.05 }],
    ['loose', { 'street:best': 1, 'topic:best': 0.05, 'author-in-case': 1 }],
    ['contrary', { 'problem:best': 1, 'reply-parent': 1, reports: 0.5 }],
    ['named', { ...ownLatest, 'reply-parent': 1, reports: 0.1 }],
    ['loose', { 'block:best': 1, 'topic:best': 0.5, reports: 0.5 }],
    ['contrary', { 'block:best': 1, 'topic:best': 0.5, reports: 0.3 }],
    ['contrary', { 'copy:best': 1, 'area:founder': -1 }],
    ['contrary', { 'block:best': -1, 'block-conflict-share': 0.5, 'problem:best': 1 }],
    ['contrary', { ...ownLatest, 'problem-conflict-share': 1, 'topic:best': 0 }],
  ] as const)('%s', (evidence, levels) => {
    expect(evidenceOf(compared(levels))).toBe(evidence)
  })

  it('has a line in each mode, and strict never joins against what was said surely', () => {
    const { strict, balanced } = shippedWeights().zones
    for (const { accept } of [strict, balanced])
      expect(Object.keys(accept).toSorted()).toEqual([...evidences].toSorted())
    expect(strict.accept.contrary).toBeGreaterThan(1)
    expect(strict.accept.loose).toBeGreaterThan(strict.accept.named)
  })

  it('takes a bare line for a burst only minutes after its author spoke', () => {
    const soon = { ...ownLatest, bare: 1, 'author-hours': Math.log1p(0.1) }
    expect(inBurst(compared(soon))).toBe(true)
    expect(inBurst(compared({ ...soon, 'author-hours': Math.log1p(2) }))).toBe(false)
    expect(inBurst(compared({ ...soon, bare: 0 }))).toBe(false)
    expect(inContext(compared({ ...soon, 'author-hours': Math.log1p(48) }))).toBe(true)
    expect(inContext(compared({}))).toBe(false)
  })

  it('takes an answer under a post for its matter, but not a joke that hardly says anything of its own', () => {
    expect(inContext(compared({ 'reply-parent': 1 }))).toBe(true)
    expect(inContext(compared({ 'reply-parent': 1, reports: 0.1 }))).toBe(false)
  })
})

describe('the questions a person is asked', () => {
  const zones = shippedWeights().zones.strict
  const ask = (reports: number, ...cases: readonly (readonly [number, Ruling])[]) =>
    questions(
      cases.map(([p, ruling]) => ({ p, ruling })),
      { reports, silent: false, general: false },
      zones,
    ).map(({ p }) => p)

  it('are three at most, best first, each better than the line of its rank', () => {
    expect(ask(1, [0.2, 'free'], [0.5, 'free'], [0.3, 'free'], [0.25, 'free'])).toEqual([0.5, 0.3, 0.25])
    expect(ask(1, [zones.review[0]!, 'free'], [zones.review[0]!, 'free'])).toHaveLength(1)
  })

  it('may be about what a veto stopped, never about what a person parted', () => {
    expect(ask(1, [0.3, 'vetoed'], [0.9, 'cannot'])).toEqual([0.3])
  })

  it('need a better chance where the post seems to report nothing', () => {
    expect(ask(1, [0.08, 'free'])).toHaveLength(1)
    expect(ask(0, [0.08, 'free'])).toHaveLength(0)
  })
})
