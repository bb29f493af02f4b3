// A turn is as long as those who wait for the store can bear.
import { expect, it } from 'vitest'
import { holds, paceOf } from '../../src/pipeline/pace.ts'

/** Rows a turn has come to take where each row takes so long. */
const settled = (hold: (typeof holds)[keyof typeof holds], msARow: number): number => {
  const pace = paceOf(hold)
  for (let turn = 0; turn < 50; turn++) pace.held(pace.size(), pace.size() * msARow)
  return pace.size()
}

it('Beside a door whose senders wait, a turn holds the store for fifteen milliseconds', () => {
  expect(settled(holds.beside, 1)).toBe(15)
  expect(settled(holds.beside, 0.1)).toBe(150)
})

it('However slow the rows are, some are taken, and never more than a commit should carry', () => {
  expect(settled(holds.beside, 50)).toBe(8)
  expect(settled(holds.alone, 0.001)).toBe(500)
})

it('A turn that was short because no more came changes nothing', () => {
  const pace = paceOf(holds.beside)
  const before = pace.size()
  pace.held(1, 0.5)
  expect(pace.size()).toBe(before)
})
