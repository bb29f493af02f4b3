// The story of a post. Read this first.
//
//   receive     events go to the inbox; after that commit the sender may be told          receive.ts
//   prepare     language, places, topics, kind, with personal data masked                prepare.ts
//   candidates  cases that share a block key with it                                     candidates*.ts
//   compare     aspect by aspect, weights add up, conflicts veto                         dedupe
//   decide      same, review, different, or no case                                      decide.ts
//   attach      membership with its reasons, golden record, question, event              attach.ts
//
// The last five are one transaction over a batch of claimed rows (turn.ts). A crash anywhere leaves the row in the inbox.
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises'
import { decide as decideOn } from '../../dedupe/index.ts'
import type { Desk } from '../cases/index.ts'
import { nameOfError } from '../errors.ts'
import { additionsText } from '../store/additions.ts'
import { checkpoint } from '../store/checkpoint.ts'
import { claim, giveBack, inboxIsEmpty, keepReceipts, releaseClaims, StaleClaimError } from '../store/inbox.ts'
import { type InboxRow, type Tx, write } from '../store/index.ts'
import { takeIndexChanges } from '../store/index-changes.ts'
import { wakeFailed } from '../store/quarantine.ts'
import { addedBy } from './additions.ts'
import { asked } from './attach.ts'
import { followInMemory, fromStore, inMemory } from './candidates-in-memory.ts'
import { followInStore, inStore } from './candidates-in-store.ts'
import type { Outcome } from './decide.ts'
import { fail } from './fail.ts'
import { holds, paceOf } from './pace.ts'
import { readPost } from './reading.ts'
import { rebuildInMemory } from './rebuild.ts'
import { createReceiver } from './receive.ts'
import { remakeRings } from './remake.ts'
import { type Ahead, readAll, takeAll } from './take.ts'
import { takeTurn } from './turn.ts'
import type { Counts, OwnPipeline, PipelineOptions, Source, TakenTogether } from './types.ts'

export { createPipelineBeside } from './beside.ts'
export type { Counts, OwnPipeline, Pipeline, PipelineOptions, Received, Source } from './types.ts'

/** A turn takes a second or two; after so long its worker is taken for dead, and the fence keeps it from what it held. */
const leaseMs = 30_000
const idleMs = 500
/** What comes while a stream of posts flows is decided together: each turn costs two commits. */
const gatherMs = 25
/** How often the log goes back into the store. */
const tidyMs = 500

const counted = (counts: Counts, outcomes: readonly Outcome[]): Counts => ({
  ...counts,
  opened: counts.opened + outcomes.filter(({ opens }) => opens).length,
  joined: counts.joined + outcomes.filter(({ to, opens }) => to !== null && !opens).length,
  review: counts.review + outcomes.filter(asked).length,
  held: counts.held + outcomes.filter(({ to }) => to === null).length,
})

const none: Counts = { opened: 0, joined: 0, review: 0, held: 0, quarantined: 0 }

export const createPipeline = ({
  store,
  matcher,
  clock,
  log = () => {},
  onEvent,
  decide: by = decideOn,
  retryMs = 400,
  read = async (posts, additions) => posts.map((post) => readPost(post, addedBy(additions))),
  on = {},
}: PipelineOptions): OwnPipeline => {
  const alone = store.engine === 'sqlite'
  const besideDoor = alone && store.second === null
  const candidates = alone ? inMemory(matcher, besideDoor ? fromStore(matcher) : undefined) : inStore(clock, by)
  const turn = { store, clock, on, candidates }
  const desk: Desk = { store, clock, index: alone ? followInMemory(matcher) : followInStore(clock) }
  const pace = paceOf(holds[besideDoor ? 'beside' : alone ? 'alone' : 'worker'])
  if (onEvent) store.onCommitted((events) => events.forEach(onEvent))

  let counts: Counts = none
  let wake = Promise.withResolvers<void>()
  const nudge = () => wake.resolve()
  let running: Promise<void> | null = null
  let stopping = false

  const rebuild = async () => {
    if (alone) return rebuildInMemory(store, matcher, clock())
    await remakeRings(store, clock)
    return { posts: 0 }
  }
  /** On SQLite this process is the only one that decides: claims left behind are those of a dead one. */
  const begin = async () => {
    store.own()
    // What people changed so far is in the store, and the index is filled from there.
    if (besideDoor) await write(store, takeIndexChanges)
    if (alone) await write(store, releaseClaims)
    return rebuild()
  }
  let begun: Promise<unknown> | null = null
  const ready = () => (begun ??= begin())

  /** Claimed with the turn before, in its transaction: a busy pipeline commits once a turn. */
  let inHand: readonly InboxRow[] = []
  const claimNext = (tx: Tx) => claim(tx, pace.size(), leaseMs)

  const decide = async (rows: readonly InboxRow[], more: boolean): Promise<void> => {
    try {
      const turned = await takeTurn(turn, rows, more ? claimNext : undefined)
      pace.held(rows.length, turned.held)
      counts = counted(counts, turned.outcomes)
      inHand = turned.ended
    } catch (error) {
      if (error instanceof StaleClaimError) return
      if (rows.length > 1) for (const row of rows) await decide([row], false)
      else {
        const aside = await fail(store, rows[0]!, error, { now: clock(), retryMs })
        if (aside) counts = { ...counts, quarantined: counts.quarantined + 1 }
        log('decide failed', {
          seq: rows[0]!.seq,
          attempt: rows[0]!.attempt,
          aside,
          error: nameOfError(error),
        })
      }
    }
  }

  /** True: there may be more. */
  const next = async (): Promise<'none' | 'some' | 'many'> => {
    const wanted = pace.size()
    const rows = inHand.length > 0 ? inHand : await write(store, claimNext)
    inHand = []
    if (rows.length === 0) return 'none'
    const many = rows.length >= wanted
    await decide(rows, many)
    return many || inHand.length > 0 ? 'many' : 'some'
  }

  let tidied = 0
  const tidy = async () => {
    if (!besideDoor || performance.now() - tidied < tidyMs) return
    tidied = performance.now()
    await checkpoint(store)
  }

  const idle = async (ms: number) => {
    await Promise.race([wake.promise, sleep(ms)])
    wake = Promise.withResolvers<void>()
  }

  const run = async () => {
    while (!stopping)
      try {
        const taken = await next()
        if (taken !== 'none') await tidy()
        if (taken === 'none') await idle(idleMs)
        else if (taken === 'some') await sleep(gatherMs)
        // SQLite answers at once, and without this nothing else of the thread would have its turn.
        else await nextRound()
      } catch (error) {
        // The store is away (disk full, primary gone): what was acknowledged is safe, and is decided when it is back.
        log('store unavailable', { error: nameOfError(error) })
        await sleep(idleMs)
      }
  }

  const receive = createReceiver(store, clock, nudge)

  const drain = async (): Promise<Counts> => {
    await ready()
    const before = counts
    while (!(await inboxIsEmpty(store.read))) if (running !== null || (await next()) === 'none') await sleep(20)
    return Object.fromEntries(
      Object.entries(counts).map(([name, value]) => [name, value - before[name as keyof Counts]]),
    ) as Counts
  }

  /** One that fails must not hold up the others: what cannot be taken together goes through the inbox. */
  const take = async (ahead: Ahead, source: Source): Promise<TakenTogether> => {
    await ready()
    try {
      const { received, outcomes } = await takeAll(turn, ahead)
      counts = counted(counts, outcomes)
      return { received, counts: counted(none, outcomes) }
    } catch {
      return { received: await receive(ahead.events, source), counts: await drain() }
    }
  }

  return {
    desk,
    receive,
    setAside: async (body, { channel, account, reason }) => {
      await write(store, (tx) => keepReceipts(tx, [{ channel, account, body, fault: reason, at: clock() }]))
    },
    rebuild,
    nudge,
    deciding: () => (running === null ? 'stopped' : 'deciding'),
    start: async () => {
      await ready()
      stopping = false
      running ??= run()
    },
    stop: async () => {
      stopping = true
      nudge()
      await running
      running = null
      const rows = inHand
      inHand = []
      if (rows.length > 0) await write(store, (tx) => giveBack(tx, rows))
    },
    drain,
    begin: (events, source) => {
      const ahead = readAll(events, source, clock(), async (posts) => read(posts, await additionsText(store.read)))
      return { take: () => take(ahead, source) }
    },
    retry: async () => {
      const woken = await write(store, (tx) => wakeFailed(tx, null))
      nudge()
      return woken
    },
  }
}
