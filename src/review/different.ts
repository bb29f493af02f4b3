// "Different": the post and those who stand for each suggested case are never joined again.
import type { Changing } from '../cases/change.ts'
import { spokesmen } from '../cases/spokesmen.ts'
import { type Actor, nameOf, type PostId } from '../model.ts'
import { emit } from '../store/index.ts'
import { idsInCases } from '../store/members.ts'
import { dropSuggestion, suggestionsOf } from '../store/reviews.ts'
import { giveVerdicts, pairsBetween } from '../store/verdicts.ts'
import type { Asked } from './asked.ts'

/** False: other suggestions remain to be answered. */
export const sayDifferent = async (
  { tx, now, changes }: Changing,
  { review, post, suggested }: Asked,
  actor: Actor,
): Promise<boolean> => {
  const others = suggested.filter((one) => one.case !== post.case_id)
  const all = await suggestionsOf(tx, review.id)
  const last = all.length === suggested.length
  const event = emit(tx, {
    kind: 'verdict',
    caseId: post.case_id,
    postId: post.id,
    actor,
    at: now,
    data: { answer: 'different', cases: others.map((one) => one.case), ...(last ? { review: review.id } : {}) },
  })
  for (const one of others) {
    const matched = one.match.terms.flatMap(({ there }) => there?.of ?? []) as PostId[]
    const members = (await idsInCases(tx, [one.case])).map(({ id }) => id)
    const there = [...new Set([...spokesmen(members), ...members.filter((id) => matched.includes(id))])]
    const given = await giveVerdicts(tx, pairsBetween([post.id], there), {
      link: 'cannot',
      event,
      actor: nameOf(actor),
      at: now,
    })
    changes.push({ kind: 'linked', verdicts: given })
  }
  if (!last)
    await dropSuggestion(
      tx,
      review.id,
      suggested.flatMap(({ ranks }) => ranks),
    )
  return last
}
