// Taking back exactly one event: its posts go back, its verdicts are retracted, what it folded stands again.
import { isDeepStrictEqual } from 'node:util'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { CaseId, EventId, PostId } from '../model.ts'
import { caseOf } from '../store/cases.ts'
import { emit } from '../store/events.ts'
import type { CaseRow, EventRow } from '../store/index.ts'
import { dropAlso, idsInCases } from '../store/members.ts'
import { findEvent, laterEvents, type Move, movesOf, saveMoves, undoingOf } from '../store/moves.ts'
import { findPosts } from '../store/posts.ts'
import { closeMootReviews, reopenReview } from '../store/reviews.ts'
import { undoVerdicts } from '../store/verdicts.ts'
import { bumped, type Changing, change, load, save } from './change.ts'
import { moveBack } from './move-back.ts'
import { recount } from './recount.ts'
import { isUndoable, type Remembered, remembered } from './remembered.ts'
import { tallyOf, withStatus } from './row.ts'
import type { UndoEvent } from './verbs.ts'

type Rows = ReadonlyMap<CaseId, CaseRow>

const depends = async ({ tx }: Changing, event: EventRow, cases: readonly CaseId[]): Promise<never> => {
  const later = await laterEvents(tx, event.seq, {
    cases,
    kinds: ['merged', 'split', 'opened', 'joined', 'assigned', 'edited', 'status', 'verdict', 'reply-sent'],
  })
  throw new ConflictError(
    'depended-on',
    'later events stand on this one. Undo those first',
    later.map(({ id, kind, at }) => ({ id, kind, at: new Date(at).toISOString() })),
  )
}

/** Posts that came to a case this event had made: they go where its own posts go. */
const joinersOf = async (
  changing: Changing,
  { created }: Remembered,
  moves: readonly Move[],
): Promise<readonly PostId[]> => {
  if (created === undefined) return []
  const moved = new Set(moves.map(({ post }) => post))
  return (await idsInCases(changing.tx, [created.case])).map(({ id }) => id).filter((id) => !moved.has(id))
}

const checkStanding = async (
  changing: Changing,
  event: EventRow,
  rows: Rows,
  moves: readonly Move[],
  joiners: readonly PostId[],
): Promise<void> => {
  const { folded = [], created, before, after } = remembered(event)
  const where = new Map(
    (
      await findPosts(
        changing.tx,
        moves.map(({ post }) => post),
      )
    ).map((p) => [p.id, p.case_id]),
  )
  const moved = moves.every(({ post, to }) => where.get(post) === to)
  const asFolded = folded.every(
    ({ case: id, into }) => rows.get(id)?.status === 'merged' && rows.get(id)?.merged_into === into,
  )
  const row = event.case_id === null ? undefined : rows.get(event.case_id)
  const asLeft =
    after === undefined ||
    Object.keys(before ?? {}).every(
      (name) => name === 'assigned' || name === 'fixed' || row?.[name as 'status'] === after[name as 'status'],
    )
  const asCorrected =
    after?.fixed === undefined || row === undefined || isDeepStrictEqual(tallyOf(row).fixed ?? {}, after.fixed)
  const strangers = joiners.length > 0 && moves.some(({ from }) => from === null)
  // A case that was folded into another since has no room for posts, unless this very event had folded it.
  const homeless = moves.some(
    ({ from }) => from !== null && rows.get(from)?.status === 'merged' && !folded.some((one) => one.case === from),
  )
  if (!moved || homeless || !asFolded || !asLeft || !asCorrected || strangers)
    return depends(changing, event, [...rows.keys()])
  if (created === undefined) return
  const kinds = ['merged', 'split', 'assigned', 'status', 'verdict', 'reply-sent'] as const
  const later = await laterEvents(changing.tx, event.seq, { cases: [created.case], kinds })
  if (later.length > 0) return depends(changing, event, [created.case])
}

/** `home`: the case that the posts of a case made by this event go back to. */
const restored = (row: CaseRow, event: EventRow, home: CaseId | null, now: number): CaseRow => {
  const { folded = [], created, before } = remembered(event)
  const was = folded.find((one) => one.case === row.id)
  if (was)
    return {
      ...withStatus({ ...row, merged_into: null }, was.status, now),
      closed_at: withStatus(row, was.status, now).closed_at,
    }
  if (created?.case === row.id) return { ...withStatus(row, 'merged', now), merged_into: home }
  if (row.id !== event.case_id || before === undefined) return row
  const { assigned, fixed, status, ...fields } = before
  const back = { ...(status === undefined ? row : withStatus(row, status, now)), ...fields }
  const remade = { ...(assigned === undefined ? {} : { assigned }), ...(fixed === undefined ? {} : { fixed }) }
  return { ...back, tally: JSON.stringify({ ...tallyOf(back), ...remade }) }
}

const findUndoable = async ({ tx }: Changing, id: EventId): Promise<EventRow> => {
  const event = await findEvent(tx, id)
  if (event === undefined) throw new NotFoundError(`event ${id}`)
  if (!isUndoable(event))
    throw new InvalidInputError(
      'event',
      `an event of kind ${event.kind} cannot be undone`,
      'Choose a merge, a split, a verdict, an assignment, a correction, a status or a place.',
    )
  const undoing = await undoingOf(tx, id)
  if (undoing) throw new ConflictError('undone', 'this event has been undone already', { event: undoing.id })
  return event
}

export const undoEvent: UndoEvent = (desk, { event: id, actor }) =>
  change(desk, async (changing) => {
    const { tx, now, changes } = changing
    const event = await findUndoable(changing, id)
    const data = remembered(event)
    const moves = await movesOf(tx, id)
    const joiners = await joinersOf(changing, data, moves)
    const concerned = [event.case_id, data.created?.case, ...(data.folded ?? []).map((one) => one.case)]
    const ids = [...concerned, ...moves.flatMap(({ from, to }) => [from, to])].filter(
      (one) => one !== null && one !== undefined,
    )
    const rows = await load(tx, [...new Set(ids)])
    await checkStanding(changing, event, rows, moves, joiners)

    const undoing = emit(tx, {
      kind: 'undone',
      caseId: event.case_id,
      actor,
      at: now,
      data: { event: id, kind: event.kind },
      undoes: id,
    })
    const home = moves[0]?.from ?? null
    const moved = [
      ...moves.map(({ post, from, to }) => ({ post, from: to, to: from })),
      ...joiners.map((post) => ({ post, from: data.created!.case, to: home })),
    ]
    await saveMoves(tx, undoing, moved)
    await moveBack(changing, moved, data)
    if (data.also) await dropAlso(tx, event.case_id!, event.post_id!)
    const verdicts = await undoVerdicts(tx, id, undoing)
    changes.push({ kind: 'unlinked', verdicts: verdicts.retracted }, { kind: 'linked', verdicts: verdicts.given })
    const changed: CaseRow[] = []
    for (const row of rows.values()) {
      const back = bumped(restored(row, event, home, now))
      changed.push(back.status === 'merged' ? back : await recount(tx, back, now))
    }
    await save(changing, changed)
    if (data.review) await reopenReview(tx, data.review)
    await closeMootReviews(
      tx,
      changed.map((row) => row.id),
      now,
    )
    return { cases: changed.map(caseOf) }
  })
