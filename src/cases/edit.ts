// A person corrects what the posts say of a case: its title, its place, its topic. The correction stands until it is taken back.
import { caseOf } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import { bumped, change, loadOne, refuseUnless, save } from './change.ts'
import { correctable, type Fixed } from './golden-record.ts'
import { tallyOf, withTally } from './row.ts'
import type { Correction, EditCase } from './verbs.ts'

const corrected = (before: Fixed, correction: Correction): Fixed => {
  const next: Record<string, string> = {}
  for (const name of correctable) {
    const value = correction[name] === undefined ? before[name] : correction[name]?.trim()
    if (value) next[name] = value
  }
  return next
}

export const editCase: EditCase = (desk, { case: id, version, actor, correction }) =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const named = correctable.some((name) => correction[name] !== undefined)
    refuseUnless(named, 'title', 'nothing to correct', 'Name a title, an area, a place or a topic.')
    const row = await loadOne(tx, id, version)
    const tally = tallyOf(row)
    const before = tally.fixed ?? {}
    const after = corrected(before, correction)
    if (correctable.every((name) => before[name] === after[name])) return caseOf(row)
    const next = bumped(withTally(row, { ...tally, fixed: after }, row.authors, now))
    emit(tx, {
      kind: 'edited',
      caseId: id,
      actor,
      at: now,
      data: { before: { fixed: before }, after: { fixed: after } },
    })
    await save(changing, [next])
    return caseOf(next)
  })
