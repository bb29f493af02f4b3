import { describe, expect, it } from 'vitest'
import { near } from '../../dedupe/blocking/tally.ts'
import { nearest } from '../../dedupe/decide/nearest.ts'
import { minutes, report } from './invented.ts'

const view = (id: string, text: string, at: number) => ({
  id,
  members: [report(`post-${id}`, text, { at: minutes(at) })],
  size: 1,
  closedAt: null,
})
const others = Array.from({ length: 30 }, (_, n) => view(`other-${n}`, `كلاب ضالة في سعد العبدالله قطعة ${n}`, n))
const right = view('right', 'الكهرباء مقطوعة في مشرف قطعة ٢', 0)
const echo = report('echo', 'ماكو كهربا بمشرف ق٢', { at: minutes(60) })
const nobody = () => false

describe('the cases worth a comparison', () => {
  it('hold the one that shares place and problem, however many there are', () => {
    const kept = nearest(echo, [...others, right], nobody).map(({ id }) => id)
    expect(kept).toContain('right')
    expect(kept.length).toBeLessThanOrEqual(near.most)
  })

  it('hold what people ruled upon, though no key speaks for it', () => {
    const last = others.at(-1)!
    expect(nearest(echo, [...others, right], ({ id }) => id === last.id)).toContain(last)
  })

  it('are the same in whatever order they come', () => {
    const kept = nearest(echo, [...others, right], nobody)
    expect(new Set(nearest(echo, [right, ...others.toReversed()], nobody))).toEqual(new Set(kept))
  })

  it('are all of them where there are few', () => {
    const few = [right, ...others.slice(0, near.always - 1)]
    expect(nearest(echo, few, nobody)).toEqual(few)
  })
})
