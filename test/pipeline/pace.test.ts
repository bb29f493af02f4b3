// A turn is as long as those who wait for the store can bear, and longer where nobody does.
import { expect, it } from 'vitest'
import { holds, paceOf } from '../../src/pipeline/pace.ts'
import { newTurns, turnsOf } from '../../src/store/turns.ts'

/** Rows a turn has come to take where each row takes so long. */
const settled = (hold: (typeof holds)[keyof typeof holds], msARow: number, wanted: boolean): number => {
  const pace = paceOf(hold)
  for (let turn = 0; turn < 50; turn++) pace.held(pace.size(), pace.size() * msARow, wanted)
  return pace.size()
}

it('Beside a door whose senders wait, a turn holds the store for eight milliseconds, else for twenty-five', () => {
  expect(settled(holds.beside, 1, true)).toBe(8)
  expect(settled(holds.beside, 1, false)).toBe(25)
  expect(settled(holds.beside, 0.1, true)).toBe(80)
})

it('However slow the rows are, some are taken, and never more than a commit should carry', () => {
  expect(settled(holds.beside, 50, true)).toBe(3)
  expect(settled(holds.alone, 0.001, false)).toBe(500)
})

it('A turn that was short because no more came changes nothing', () => {
  const pace = paceOf(holds.beside)
  const before = pace.size()
  pace.held(1, 0.5, true)
  expect(pace.size()).toBe(before)
})

it('Who gives the store away knows whether the other waited for it', async () => {
  const memory = newTurns()
  const [door, decider] = [turnsOf(memory, 'door'), turnsOf(memory, 'decider')]
  await decider.take()
  decider.give()
  expect(decider.wanted()).toBe(false)
  await decider.take()
  const waiting = door.take()
  decider.give()
  expect(decider.wanted()).toBe(true)
  await waiting
  door.give()
})
