// PostgreSQL: keys that another version of the matcher made lead nowhere. Whoever starts first makes them again from the posts,
// newest first, a page a transaction; the others wait for it, and one that dies is followed by another where it stopped.
import { setTimeout as sleep } from 'node:timers/promises'
import { isCurrent, version } from '../../dedupe/index.ts'
import type { Millis } from '../model.ts'
import { addToRings, dropOldRings } from '../store/blocks.ts'
import { claimLine, keepLine } from '../store/connector-runs.ts'
import { type Store, type Tx, unpackReport, write } from '../store/index.ts'
import { placedBefore } from '../store/posts.ts'
import { ringsProgress, saveRingsProgress } from '../store/rings-version.ts'
import { newestSeq } from '../store/stored-posts.ts'
import { addedIn } from './additions.ts'
import { ringsOf } from './candidates-in-store.ts'
import { activeDays, prepareAgain } from './rebuild.ts'

const day = 86_400_000
const line = 'rings:remake'
const leaseMs = 60_000
const page = 500
const named = String(version)

const isDone = async (store: Store): Promise<boolean> => {
  const progress = await ringsProgress(store.read)
  return progress !== null && progress.version === named && progress.before === 0
}

/** Older cases go behind those that newer posts, or people meanwhile, put there. */
const onePage = async (store: Store, before: number, now: Millis): Promise<number> => {
  const rows = await placedBefore(store.read, before, now - activeDays * day, page)
  const reports = rows.map((row) => ({ row, report: unpackReport(row) }))
  const added = await addedIn(store.read)
  const stale = reports.filter(({ report }) => !isCurrent(report.version, added)).map(({ row }) => row.id)
  const made = await prepareAgain(store, stale)
  const placed = reports.map(({ row, report }) => ({ report: made.get(row.id) ?? report, to: row.case_id }))
  const rings = ringsOf(placed.toReversed())
  const next = rows.length < page ? 0 : rows.at(-1)!.seq
  await write(store, async (tx: Tx) => {
    await addToRings(tx, rings, now, 'behind')
    await saveRingsProgress(tx, { version: named, before: next })
  })
  return next
}

/** Returns how many pages were made here. */
export const remakeRings = async (store: Store, clock: () => Millis): Promise<number> => {
  for (let pages = 0; ; ) {
    if (await isDone(store)) return pages
    const attempt = await write(store, (tx) => claimLine(tx, line, leaseMs))
    if (attempt === null) {
      await sleep(500)
      continue
    }
    const kept = await ringsProgress(store.read)
    let before = kept?.version === named ? kept.before : (await newestSeq(store.read)) + 1
    // A store without posts is done at once.
    do {
      before = await onePage(store, before, clock())
      pages++
    } while (before > 0 && (await write(store, (tx) => keepLine(tx, line, attempt, leaseMs))))
    await write(store, (tx) => keepLine(tx, line, attempt, 0))
  }
}

/** Keys that nobody has said since the last post that is still a candidate. */
export const dropOldKeys = async (store: Store, now: Millis): Promise<void> => {
  if (store.engine === 'sqlite') return
  while ((await write(store, (tx) => dropOldRings(tx, now - activeDays * day))) > 0) await sleep(100)
}
