// A topic is another agency's from now on: new cases go there; those still open follow only where it is asked for, and no person
// chose their agency.
import { setImmediate as nextRound } from 'node:timers/promises'
import { ConflictError } from '../errors.ts'
import type { Actor, CaseId, Millis } from '../model.ts'
import { audit } from '../store/audit.ts'
import { emit } from '../store/events.ts'
import type { CaseRow } from '../store/index.ts'
import { freeCases, holdTopicAgencies, putTopicAgencies } from '../store/topic-agencies.ts'
import { bumped, type Changing, change, load, save } from './change.ts'
import type { Desk } from './desk.ts'
import { tallyOf, withTally } from './row.ts'
import { agencyOfTopic, withTopic } from './topic-agency.ts'

export type TopicGiven = {
  readonly topic: string
  /** The agency it was with when this was decided. */
  readonly from: string
  readonly to: string
  readonly open: boolean
  readonly actor: Actor & { readonly name: string }
}

const atOnce = 500

/** A case whose posts lead there by themselves goes on following them. */
const movedTo = (row: CaseRow, to: string, now: Millis): CaseRow => {
  const tally = tallyOf(row)
  const free = withTally(row, { ...tally, assigned: false }, row.authors, now)
  if (free.agency === to) return bumped(free)
  return bumped(withTally({ ...row, agency: to }, { ...tally, assigned: 'by-rule' }, row.authors, now))
}

const move = async (changing: Changing, ids: readonly CaseId[], { from, to, topic, actor }: TopicGiven) => {
  const { tx, now } = changing
  const rows = [...(await load(tx, ids)).values()].filter(
    (row) => row.agency === from && row.topic === topic && row.closed_at === null && tallyOf(row).assigned !== true,
  )
  for (const row of rows)
    emit(tx, {
      kind: 'assigned',
      caseId: row.id,
      actor,
      at: now,
      data: {
        before: { owner: row.owner, agency: from, assigned: tallyOf(row).assigned },
        after: { owner: row.owner, agency: to },
      },
    })
  await save(
    changing,
    rows.map((row) => movedTo(row, to, now)),
  )
  return rows.length
}

/** How many open cases moved. */
export const giveTopic = (desk: Desk, given: TopicGiven): Promise<number> =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const { topic, from, to, open, actor } = given
    const agencies = await holdTopicAgencies(tx)
    if (agencyOfTopic(agencies, topic) !== from)
      throw new ConflictError('topic-elsewhere', 'the topic is with another agency by now')
    await putTopicAgencies(tx, withTopic(agencies, topic, to), actor.name, now)
    const ids = open ? (await freeCases(tx, { topic, agency: from })).toSorted() : []
    let moved = 0
    for (let start = 0; start < ids.length; start += atOnce) {
      moved += await move(changing, ids.slice(start, start + atOnce), given)
      // SQLite answers at once: thousands of cases would else keep whoever only reads waiting.
      await nextRound()
    }
    await audit(tx, { actor, action: 'topic-given', subject: topic, at: now, data: { from, to, open, moved } })
    return moved
  })
