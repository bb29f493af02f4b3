// Some posts of a case are another incident: a person takes them out into a case of their own, and they never rejoin.
import { uuidv7 } from 'uuidv7'
import { InvalidInputError } from '../errors.ts'
import { type CaseId, nameOf } from '../model.ts'
import { caseOf, takeReferences } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import { idsInCases, moveMembers } from '../store/members.ts'
import { saveMoves } from '../store/moves.ts'
import { findPosts, putPosts, reportOf } from '../store/posts.ts'
import { closeMootReviews } from '../store/reviews.ts'
import { topicAgencies } from '../store/topic-agencies.ts'
import { giveVerdicts, pairsBetween, retractBetween } from '../store/verdicts.ts'
import { bumped, change, loadOne, refuseUnless, save } from './change.ts'
import { caseKindOf } from './golden-record.ts'
import { recount } from './recount.ts'
import { newRow, tallyOf } from './row.ts'
import { spokesmen } from './spokesmen.ts'
import type { SplitCase } from './verbs.ts'

export const splitCase: SplitCase = (desk, { case: id, posts, version, actor }) =>
  change(desk, async (changing) => {
    const { tx, now, changes } = changing
    const source = await loadOne(tx, id, version)
    const wanted = new Set(posts)
    const members = (await idsInCases(tx, [id])).map((member) => member.id)
    const out = members.filter((post) => wanted.has(post))
    const kept = members.filter((post) => !wanted.has(post))
    const strange = [...wanted].find((post) => !out.includes(post))
    if (strange)
      throw new InvalidInputError('posts', `post ${strange} is not in this case`, 'Choose posts of the case.')
    refuseUnless(out.length > 0, 'posts', 'names no post', 'Choose the posts to take out.')
    refuseUnless(kept.length > 0, 'posts', 'names every post of the case', 'Leave at least one.')

    const [founder] = await findPosts(tx, out.slice(0, 1))
    const kind = tallyOf(source).kind === 'suggestion' ? 'suggestion' : caseKindOf(reportOf(founder!))
    const [reference] = await takeReferences(tx, [now])
    const created = newRow(uuidv7() as CaseId, reference!, kind, now, await topicAgencies(tx))
    await save(changing, [created])
    const event = emit(tx, {
      kind: 'split',
      caseId: id,
      actor,
      at: now,
      data: { created: { case: created.id, reference }, posts: out.length },
    })
    const given = await giveVerdicts(tx, pairsBetween(out, spokesmen(kept)), {
      link: 'cannot',
      event,
      actor: nameOf(actor),
      at: now,
    })
    await saveMoves(
      tx,
      event,
      out.map((post) => ({ post, from: id, to: created.id })),
    )
    await moveMembers(tx, out, created.id, nameOf(actor))
    await putPosts(tx, out, created.id, null)
    const retracted = await retractBetween(tx, 'must', { here: out, inCases: [id] }, event)
    changes.push(
      { kind: 'moved', posts: out, to: created.id },
      { kind: 'unlinked', verdicts: retracted },
      { kind: 'linked', verdicts: given },
    )
    const rest = await recount(tx, bumped(source), now)
    const opened = await recount(tx, created, now)
    await save(changing, [rest, opened])
    await closeMootReviews(tx, [id, created.id], now)
    return { source: caseOf(rest), created: caseOf(opened) }
  })
