// Who works on a case: a person, and the agency that owns the work.
import { NotFoundError } from '../errors.ts'
import { caseOf } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import { bumped, change, loadOne, refuseUnless, save } from './change.ts'
import { tallyOf } from './row.ts'
import type { AssignCase } from './verbs.ts'

export const assignCase: AssignCase = (desk, { case: id, version, actor, owner, agency }) =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    refuseUnless(
      owner !== undefined || agency !== undefined,
      'owner',
      'nothing to assign',
      'Give an owner or an agency.',
    )
    const row = await loadOne(tx, id, version)
    if (owner) {
      const user = await tx.selectFrom('users').select('disabled_at').where('id', '=', owner).executeTakeFirst()
      if (user === undefined) throw new NotFoundError(`user ${owner}`)
      refuseUnless(user.disabled_at === null, 'owner', 'this user is disabled', 'Choose another.')
    }
    const tally = tallyOf(row)
    const next = {
      ...bumped(row),
      owner: owner === undefined ? row.owner : owner,
      agency: agency === undefined ? row.agency : agency,
      tally: agency === undefined ? row.tally : JSON.stringify({ ...tally, assigned: true }),
      updated_at: now,
    }
    if (next.owner === row.owner && next.agency === row.agency) return caseOf(row)
    emit(tx, {
      kind: 'assigned',
      caseId: id,
      actor,
      at: now,
      data: {
        before: { owner: row.owner, agency: row.agency, assigned: tally.assigned },
        after: { owner: next.owner, agency: next.agency },
      },
    })
    await save(changing, [next])
    return caseOf(next)
  })
