// Two cases are one incident: a person folds some into another. Their posts move, must-link verdicts keep them together.
import { type CaseId, type EventId, nameOf, type PostId } from '../model.ts'
import { caseOf, standingCase } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import type { CaseRow } from '../store/index.ts'
import { idsInCases, moveMembers } from '../store/members.ts'
import { saveMoves } from '../store/moves.ts'
import { putPosts } from '../store/posts.ts'
import { closeMootReviews } from '../store/reviews.ts'
import { giveVerdicts, pairsBetween, retractBetween } from '../store/verdicts.ts'
import { bumped, type Changing, change, load, refuseMerged, refuseStale, refuseUnless, save } from './change.ts'
import { recount } from './recount.ts'
import type { Folded } from './remembered.ts'
import { withStatus } from './row.ts'
import { spokesmen } from './spokesmen.ts'
import type { MergeCases, OnCase } from './verbs.ts'

/** What the event remembers, so that it can be undone. */
const folded = (sources: readonly CaseRow[], into: CaseId): readonly Folded[] =>
  sources.map(({ id, reference, status, posts }) => ({ case: id, reference, status, posts, into }))

/** Verdicts between those who stand for each side; words to the contrary are taken back. */
const reconcile = async (
  { tx, now, changes }: Changing,
  sides: {
    readonly target: readonly PostId[]
    readonly sources: ReadonlyMap<CaseId, readonly PostId[]>
    readonly into: CaseId
    readonly about: readonly PostId[]
  },
  event: EventId,
  actor: string,
) => {
  const moved = [...sides.sources.values()].flat()
  const retracted = await retractBetween(
    tx,
    'cannot',
    { here: moved, inCases: [sides.into, ...sides.sources.keys()] },
    event,
  )
  const pairs = [...sides.sources.values()].flatMap((posts) =>
    pairsBetween(spokesmen(sides.target), [
      ...new Set([...spokesmen(posts), ...posts.filter((post) => sides.about.includes(post))]),
    ]),
  )
  const given = await giveVerdicts(tx, pairs, { link: 'must', event, actor, at: now })
  changes.push({ kind: 'unlinked', verdicts: retracted }, { kind: 'linked', verdicts: given })
  return given.length
}

/** Folds locked cases into another, inside a transaction that is under way. */
export const fold = async (
  changing: Changing,
  target: CaseRow,
  sources: readonly CaseRow[],
  what: Pick<OnCase, 'actor'> & {
    readonly kind: 'merged' | 'verdict'
    readonly data?: Readonly<Record<string, unknown>>
    /** Posts that the verdicts must name besides. */
    readonly about?: readonly PostId[]
  },
): Promise<CaseRow> => {
  const { tx, now, changes } = changing
  const members = await idsInCases(tx, [target.id, ...sources.map(({ id }) => id)])
  const bySource = new Map(
    sources.map(({ id }) => [id, members.filter(({ case_id }) => case_id === id).map((member) => member.id)]),
  )
  const kept = members.filter(({ case_id }) => case_id === target.id).map(({ id }) => id)
  const moved = [...bySource.values()].flat()
  const event = emit(tx, {
    kind: what.kind,
    caseId: target.id,
    actor: what.actor,
    at: now,
    data: { ...what.data, folded: folded(sources, target.id), posts: moved.length },
  })
  await reconcile(
    changing,
    { target: kept, sources: bySource, into: target.id, about: what.about ?? [] },
    event,
    nameOf(what.actor),
  )
  await saveMoves(
    tx,
    event,
    [...bySource].flatMap(([from, posts]) => posts.map((post) => ({ post, from, to: target.id }))),
  )
  await moveMembers(tx, moved, target.id, nameOf(what.actor))
  await putPosts(tx, moved, target.id, null)
  changes.push({ kind: 'moved', posts: moved, to: target.id })
  const grown = await recount(tx, bumped(target), now)
  const closed = sources.map((row) => ({ ...withStatus(bumped(row), 'merged', now), merged_into: target.id }))
  await save(changing, [grown, ...closed])
  await closeMootReviews(tx, [target.id, ...sources.map(({ id }) => id)], now)
  return grown
}

export const mergeCases: MergeCases = (desk, { case: id, from, version, actor }) =>
  change(desk, async (changing) => {
    const { tx } = changing
    refuseUnless(from.length > 0, 'from', 'names no case', 'Name the cases to fold into this one.')
    refuseUnless(!from.includes(id), 'from', 'names the case itself', 'Name other cases.')
    const rows = await load(tx, [id, ...from])
    const target = rows.get(id)!
    await refuseMerged(tx, target)
    const sources: CaseRow[] = []
    for (const source of new Set(from)) {
      const row = rows.get(source)!
      // Done before: asking again changes nothing.
      if (row.status === 'merged' && (await standingCase(tx, source)) === id) continue
      await refuseMerged(tx, row)
      sources.push(row)
    }
    if (sources.length === 0) return caseOf(target)
    refuseStale(target, version)
    return caseOf(await fold(changing, target, sources, { kind: 'merged', actor }))
  })
