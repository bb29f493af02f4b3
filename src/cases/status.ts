// Where a case stands.
import { InvalidInputError } from '../errors.ts'
import { caseOf } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import { bumped, change, loadOne, save } from './change.ts'
import { withStatus } from './row.ts'
import { allowedStatuses, mayFollow } from './transitions.ts'
import type { SetStatus } from './verbs.ts'

export const setStatus: SetStatus = (desk, { case: id, version, actor, status, note }) =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const row = await loadOne(tx, id, version)
    if (row.status === status) return caseOf(row)
    if (!mayFollow(row.kind, row.status, status))
      throw new InvalidInputError(
        'status',
        `a ${row.kind} that is ${row.status} cannot become ${status}`,
        `Choose one of: ${allowedStatuses(row.kind, row.status).join(', ')}.`,
      )
    const next = withStatus(bumped(row), status, now)
    emit(tx, {
      kind: 'status',
      caseId: id,
      actor,
      at: now,
      data: { before: { status: row.status }, after: { status }, ...(note ? { note } : {}) },
    })
    await save(changing, [next])
    return caseOf(next)
  })
