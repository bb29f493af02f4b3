// The work on files, in the background: new ones are taken charge of, due ones fetched, read, heard, and dropped when unneeded.
import { nameOfError } from '../errors.ts'
import { createLoop } from '../loop.ts'
import { write } from '../store/index.ts'
import { claimJobs, failJob, type Job } from '../store/jobs.ts'
import { adoptMedia, dueMediaJobs, hasNewMedia, mediaAtHand, mediaJobs } from '../store/media.ts'
import type { MediaDesk } from './desk.ts'
import { dropFiles } from './drop.ts'
import { hearFile } from './hear.ts'
import { accountOf, keepFile } from './keep.ts'
import { sweepHalves } from './shelf.ts'

export type Keeper = {
  /** One round; how many files were worked on. */
  turn(): Promise<number>
  start(): void
  /** Ends after the files in hand. */
  stop(): Promise<void>
}

type Log = (message: string, data: Readonly<Record<string, unknown>>) => void

const adoptedAtOnce = 200
/** Seconds each; and minutes each, which must not hold up the others. */
const quick = [mediaJobs.drop, mediaJobs.keep] as const
const slow = [mediaJobs.speech, mediaJobs.words] as const
const atOnce: Readonly<Record<string, number>> = { [mediaJobs.drop]: 50, [mediaJobs.keep]: 4 }
const leaseMs = 5 * 60_000
const idleMs = 1000
/** What fails for reasons of our own (disk, memory) is tried so often. */
const attempts = 8

export const createKeeper = (desk: MediaDesk, log: Log = () => {}): Keeper => {
  const { store, clock } = desk
  const paused = new Map<string, number>()

  const adopt = async (): Promise<number> =>
    (await hasNewMedia(store.read)) ? write(store, (tx) => adoptMedia(tx, clock(), adoptedAtOnce)) : 0

  /** An account that asked to be left alone is: its files wait without being tried. */
  const heldUntil = async (job: Job): Promise<number | null> => {
    if (paused.size === 0) return null
    const at = await mediaAtHand(store.read, (job.payload as { readonly media: string }).media)
    const until = at === null || at.media.digest !== null ? undefined : paused.get(accountOf(at.post))
    return until !== undefined && until > clock() ? until : null
  }

  const keep = async (job: Job): Promise<void> => {
    const until = await heldUntil(job)
    if (until !== null) return void (await write(store, (tx) => failJob(tx, job, 'paused', until)))
    const { pause } = await keepFile(desk, job)
    if (pause !== null) paused.set(pause.account, pause.until)
  }

  const work: Readonly<Record<string, (job: Job) => Promise<void>>> = {
    [mediaJobs.keep]: keep,
    [mediaJobs.speech]: (job) => hearFile(desk, job, 'transcript'),
    [mediaJobs.words]: (job) => hearFile(desk, job, 'words'),
    [mediaJobs.drop]: (job) => dropFiles(store, desk.folder, job),
  }

  const safely = async (job: Job): Promise<void> => {
    try {
      await work[job.kind]!(job)
    } catch (error) {
      log('a file could not be worked on', {
        attempt: job.attempt,
        code: nameOfError(error),
      })
      const again = job.attempt >= attempts ? null : clock() + 30_000 * 2 ** job.attempt
      await write(store, (tx) => failJob(tx, job, nameOfError(error), again))
    }
  }

  const claimed = async (kinds: readonly string[]): Promise<readonly Job[]> => {
    const now = clock()
    const due = await dueMediaJobs(store.read, store.engine, now)
    for (const kind of kinds.filter((one) => due.has(one))) {
      const jobs = await write(store, (tx) => claimJobs(tx, kind, { now, leaseMs, limit: atOnce[kind] ?? 1 }))
      if (jobs.length > 0) return jobs
    }
    return []
  }

  const round = async (kinds: readonly string[]): Promise<number> => {
    const jobs = await claimed(kinds)
    await Promise.all(jobs.map(safely))
    return jobs.length
  }
  const quickRound = async () => (await adopt()) + (await round(quick))
  const slowRound = () => round(slow)

  const failed = (error: unknown) => log('files could not be looked after', { code: nameOfError(error) })
  let tidied: Promise<void> | null = null
  /** Halves of files that a process left that died: before any is in hand. */
  const tidyFirst = () => (tidied ??= sweepHalves(desk.folder).catch(failed))
  const loops = [quickRound, slowRound].map((once) =>
    createLoop({ round: () => tidyFirst().then(once), idleMs, failed }),
  )
  return {
    turn: async () => (await quickRound()) + (await slowRound()),
    start: () => {
      for (const loop of loops) loop.start()
    },
    stop: async () => {
      const stopped = loops.map((loop) => loop.stop())
      // What is being read is given up, and read again later: nobody waits minutes for a machine's reading.
      await desk.reader.stop()
      await Promise.all(stopped)
    },
  }
}
