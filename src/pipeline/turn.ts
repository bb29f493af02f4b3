// One turn: a batch of the inbox, in arrival order, in one transaction.
import type { Millis } from '../model.ts'
import { learnAuthor } from '../store/authors.ts'
import { endTurn, keepOrphan, wakeOrphans } from '../store/inbox.ts'
import { type InboxRow, type Store, type Tx, write } from '../store/index.ts'
import { together } from '../store/together.ts'
import { lastAdded, standingAdded } from './additions.ts'
import { attachAll } from './attach.ts'
import type { Candidates, Session } from './candidates.ts'
import { changePost } from './change-post.ts'
import { askOf, decideAll, type Outcome } from './decide.ts'
import { settleLate } from './latecomers.ts'
import { type Found, lookUp, prepareAll, type Told, timeOf } from './prepare.ts'
import { readBy, readSoon } from './read-soon.ts'
import { reread, toReread } from './reread.ts'
import type { PipelineOptions } from './types.ts'

/** Posts that follow each other are decided together; what acts on others waits for them and goes before the next. */
const runsOf = (told: readonly Told[]): readonly (readonly Told[])[] => {
  const runs: Told[][] = []
  for (const one of told) {
    const last = runs.at(-1)
    if (last && one.event.kind === 'post' && last[0]!.event.kind === 'post') last.push(one)
    else runs.push([one])
  }
  return runs
}

export type Turn = {
  readonly store: Store
  readonly candidates: Candidates
  readonly on: NonNullable<PipelineOptions['on']>
  readonly clock: () => Millis
}

/** receive has happened; here is the rest of the story: prepare → candidates → compare → decide → attach. */
const posts = async (
  tx: Tx,
  session: Session,
  told: readonly Told[],
  found: Found,
  now: Millis,
): Promise<readonly Outcome[]> => {
  const [prepared, asked] = await prepareAll(tx, told, found, (all) => askOf(tx, session, all))
  const decided = await decideAll(tx, session, prepared, asked)
  const outcomes = await attachAll(tx, decided, now, found.inStore)
  await wakeOrphans(
    tx,
    told.map(({ row: { channel, account }, event: { remoteId } }) => ({ channel, account, remoteId })),
  )
  return outcomes
}

const other = async (tx: Tx, session: Session, { row, event }: Told, { on }: Turn, now: Millis): Promise<void> => {
  if (event.kind === 'edit' || event.kind === 'delete') {
    if (!(await changePost(tx, session, { row, event, now }))) await keepOrphan(tx, row)
    return
  }
  if (event.kind === 'identity')
    await learnAuthor(tx, {
      channel: row.channel,
      account: row.account,
      author: event.author,
      at: timeOf(event, row.received_at),
    })
  if (toReread.includes(event.type)) return reread(tx, session, { event, now })
  if (event.kind !== 'post') await on[event.kind]?.(tx, event)
}

export type Turned<T> = {
  readonly outcomes: readonly Outcome[]
  readonly ended: T
  /** For how long the turn held the store, its commit apart: that takes as long for few rows as for many. */
  readonly held: Millis
}

/** `found`: what the store knows of the posts that come first, where it was asked. */
type Begun = { readonly told: readonly Told[]; readonly found?: Found | undefined }

const decideRuns = async (tx: Tx, session: Session, turn: Turn, begun: Begun): Promise<readonly Outcome[]> => {
  const now = turn.clock()
  const outcomes: Outcome[] = []
  let { found } = begun
  for (const run of runsOf(begun.told)) {
    if (run[0]!.event.kind === 'post')
      outcomes.push(...(await posts(tx, session, run, found ?? (await lookUp(tx, run)), now)))
    else await other(tx, session, run[0]!, turn, now)
    found = undefined
  }
  return outcomes
}

/**
 * Decides what is told, in order; throws, with nothing changed, if any of it fails. `begin` gives it, `end` goes with it, and
 * `meanwhile` what that gave is used while the commit is on its way.
 */
export const decideIn = async <T>(
  turn: Turn,
  begin: (tx: Tx) => Promise<Begun>,
  end: (tx: Tx) => Promise<T>,
  meanwhile: (ended: T) => void = () => {},
): Promise<Turned<T>> => {
  let session: Session | undefined
  let began = 0
  try {
    return await write(turn.store, async (tx) => {
      began = performance.now()
      session?.rollback()
      await turn.candidates.catchUp(tx)
      session = turn.candidates.begin()
      const outcomes = await decideRuns(tx, session, turn, await begin(tx))
      // Last, because from here to the commit others wait for us.
      const [ended, late] = await together([end(tx), session.keep(tx)])
      await settleLate(tx, late, turn.clock())
      meanwhile(ended)
      return { outcomes, ended, held: performance.now() - began }
    })
  } catch (error) {
    session?.rollback()
    throw error
  }
}

/** Decides claimed rows and claims the next; throws, with nothing changed, if any of them fails or the claim was lost. */
export const takeTurn = (
  turn: Turn,
  rows: readonly InboxRow[],
  claimNext: (tx: Tx) => Promise<readonly InboxRow[]> = async () => [],
): Promise<Turned<readonly InboxRow[]>> => {
  const ahead = lastAdded()
  const told = rows.map((row) => readBy(row, ahead))
  const [first = []] = runsOf(told)
  const begin = async (tx: Tx) => {
    const posts = first[0]?.event.kind === 'post' ? lookUp(tx, first) : Promise.resolve(undefined)
    const [, added, found] = await together([endTurn(tx, rows), standingAdded(tx), posts])
    return { told: added === ahead ? told : rows.map((row) => readBy(row, added)), found }
  }
  return decideIn(turn, begin, claimNext, readSoon)
}
