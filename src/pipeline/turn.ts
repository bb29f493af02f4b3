// One turn: a batch of the inbox, in arrival order, in one transaction.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { learnAuthor } from '../store/authors.ts'
import { endTurn, keepOrphan, wakeOrphans } from '../store/inbox.ts'
import { type InboxRow, type Store, type Tx, write } from '../store/index.ts'
import { findPosts } from '../store/posts.ts'
import { attachAll } from './attach.ts'
import type { Candidates, Session } from './candidates.ts'
import { changePost } from './change-post.ts'
import { decideAll, type Outcome } from './decide.ts'
import { eventOf, prepareAll, timeOf } from './prepare.ts'
import { mediaRead, reread } from './reread.ts'
import type { PipelineOptions } from './types.ts'

type Told = { readonly row: InboxRow; readonly event: ChannelEvent }

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
const posts = async (tx: Tx, session: Session, told: readonly Told[], now: Millis): Promise<readonly Outcome[]> => {
  const tried = told.filter(({ row }) => row.fault !== null).map(({ row }) => row.post_id!)
  const inStore = new Set<string>((await findPosts(tx, tried)).map(({ id }) => id))
  const prepared = await prepareAll(tx, told)
  const decided = await decideAll(tx, session, prepared)
  const outcomes = await attachAll(tx, decided, now, inStore)
  for (const group of Map.groupBy(told, ({ row }) => `${row.channel}|${row.account}`).values())
    await wakeOrphans(
      tx,
      group[0]!.row.channel,
      group[0]!.row.account,
      group.map(({ event }) => event.remoteId),
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
  if (event.type === mediaRead) return reread(tx, session, { row, event, now })
  if (event.kind !== 'post') await on[event.kind]?.(tx, event)
}

/** Decides claimed rows; throws, with nothing changed, if any of them fails or the claim was lost. */
export const takeTurn = async (turn: Turn, rows: readonly InboxRow[]): Promise<readonly Outcome[]> => {
  let session: Session | undefined
  try {
    return await write(turn.store, async (tx) => {
      session?.rollback()
      session = turn.candidates.begin()
      const now = turn.clock()
      const outcomes: Outcome[] = []
      await endTurn(tx, rows)
      for (const run of runsOf(rows.map((row) => ({ row, event: eventOf(row) })))) {
        if (run[0]!.event.kind === 'post') {
          outcomes.push(...(await posts(tx, session, run, now)))
        } else await other(tx, session, run[0]!, turn, now)
      }
      await session.keep(tx)
      return outcomes
    })
  } catch (error) {
    session?.rollback()
    throw error
  }
}
