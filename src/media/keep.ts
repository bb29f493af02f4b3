// One file of a post, from the channel to the shelf: fetched within its life, checked, read, kept; the pipeline hears of it.
import type { Millis } from '../model.ts'
import { mediaRead } from '../pipeline/reread.ts'
import { emit, type Tx, write } from '../store/index.ts'
import { enqueue, failJob, finishJob, type Job } from '../store/jobs.ts'
import { lookalikes, type MediaAtHand, mediaAtHand, mediaJobs, saveBands, setMedia } from '../store/media.ts'
import type { MediaDesk } from './desk.ts'
import { fetchFile } from './fetch.ts'
import { bandsOf } from './look.ts'
import { evidenceOf } from './resemble.ts'
import { isKept, keepBytes, readKept } from './shelf.ts'
import { isMislabelled, isPicture, isSound } from './type.ts'
import { type Understood, understand } from './understand.ts'

const minute = 60_000
const hour = 60 * minute
const waits = [minute / 4, 2 * minute, 10 * minute, hour, 4 * hour, 12 * hour, 24 * hour] as const
/** A channel forgets the file after a week. */
const life = 7 * 24 * hour
/** Tries after which these are no longer believed to pass. */
const patience: Readonly<Record<string, number>> = { gone: 4, damaged: 3, lost: 3 }

/** When to try again; null = its life is over. */
export const nextTry = (
  { attempt, fault, afterMs }: { readonly attempt: number; readonly fault: string; readonly afterMs: number | null },
  receivedAt: Millis,
  now: Millis,
): Millis | null => {
  if (attempt >= (patience[fault] ?? Number.POSITIVE_INFINITY)) return null
  const at = now + Math.max(waits[Math.min(attempt, waits.length) - 1]!, afterMs ?? 0)
  return at > receivedAt + life ? null : at
}

export type Outcome = { readonly pause: { readonly account: string; readonly until: Millis } | null }
const done: Outcome = { pause: null }

const refuse = async ({ store, clock }: MediaDesk, job: Job, at: MediaAtHand, fault: string) => {
  const state = 'refused'
  await write(store, async (tx) => {
    if (await finishJob(tx, job)) await setMedia(tx, at.media.id, { state, fault })
    tellPeople(tx, at, clock())
  })
  return done
}

/** Screens that show the post look again. */
export const tellPeople = (tx: Tx, { post }: MediaAtHand, at: Millis): void => {
  emit(tx, { kind: 'file', caseId: post.caseId, postId: post.id, actor: { kind: 'machine' }, at })
}

type Trouble = { readonly fault: string; readonly afterMs: number | null; readonly pause: boolean }

const tryAgain = async (
  { store, clock }: MediaDesk,
  job: Job,
  hand: MediaAtHand,
  { fault, afterMs, pause }: Trouble,
): Promise<Outcome> => {
  const { media, post } = hand
  const at = nextTry({ attempt: job.attempt, fault, afterMs }, post.receivedAt, clock())
  await write(store, async (tx) => {
    const held = at === null ? await finishJob(tx, job) : await failJob(tx, job, fault, at)
    if (held) await setMedia(tx, media.id, { state: at === null ? 'failed' : 'waiting', fault })
    if (at === null) tellPeople(tx, hand, clock())
  })
  return { pause: pause && at !== null ? { account: accountOf(post), until: at } : null }
}

export const accountOf = ({ channel, account }: MediaAtHand['post']): string => `${channel}|${account}`

type Kept = Extract<Understood, { kind: 'kept' }>

/** False: the post was taken back or given other bytes meanwhile, and nothing of these may be kept. */
type Names = { readonly digest: string; readonly thumb: string | null; readonly fault: 'mislabelled' | null }
const record = (desk: MediaDesk, { media }: MediaAtHand, kept: Kept, names: Names) =>
  write(desk.store, async (tx) => {
    const now = await mediaAtHand(tx, media.id)
    if (now === null || now.media.digest !== media.digest) return false
    const { mimeType, width, height, durationMs, look, bytes } = kept
    const bands = look === null ? [] : bandsOf(look)
    const evidence = look === null ? media.phash : evidenceOf(look, await lookalikes(tx, media.id, bands))
    await saveBands(tx, media.id, bands)
    await setMedia(tx, media.id, {
      ...names,
      state: 'kept',
      mime_type: mimeType,
      size: bytes.byteLength,
      width,
      height,
      duration_ms: durationMs,
      look,
      phash: evidence,
    })
    tellPeople(tx, now, desk.clock())
    const job = { payload: { media: media.id }, at: desk.clock() }
    if (desk.ocr && isPicture(mimeType)) await enqueue(tx, { ...job, kind: mediaJobs.words })
    if (desk.transcribe !== null && isSound(mimeType)) await enqueue(tx, { ...job, kind: mediaJobs.speech })
    const replaced = [media.digest, media.thumb].filter((one) => one !== null && one !== names.digest)
    if (replaced.length > 0) await enqueue(tx, { ...job, kind: mediaJobs.drop, payload: { digests: replaced } })
    return true
  })

/** The pipeline takes the post up again; told twice, it does so once. */
export const tellPipeline = async (
  { pipeline }: Pick<MediaDesk, 'pipeline'>,
  { media, post }: MediaAtHand,
  what: 'picture' | 'words',
): Promise<void> => {
  const event = { kind: 'other', type: mediaRead, channel: post.channel, account: post.account } as const
  await pipeline.receive([{ ...event, remoteId: media.id, status: what }], {
    account: post.account,
  })
}

const putAway = async (
  desk: MediaDesk,
  job: Job,
  at: MediaAtHand,
  kept: Kept & Pick<Names, 'fault'>,
): Promise<Outcome> => {
  const digest = await keepBytes(desk.folder, kept.bytes)
  const thumb = kept.thumb === null ? null : await keepBytes(desk.folder, kept.thumb)
  const recorded = await record(desk, at, kept, { digest, thumb, fault: kept.fault })
  if (recorded) {
    // The same bytes may have been swept away, for nobody referred to them, while this was written down.
    if (!(await isKept(desk.folder, digest))) await keepBytes(desk.folder, kept.bytes)
    if (thumb !== null && !(await isKept(desk.folder, thumb))) await keepBytes(desk.folder, kept.thumb!)
    if (kept.look !== null) await tellPipeline(desk, at, 'picture')
  }
  await write(desk.store, async (tx) => {
    const digests = [digest, thumb].filter((one) => one !== null)
    if (!recorded) await enqueue(tx, { kind: mediaJobs.drop, payload: { digests }, at: desk.clock() })
    await finishJob(tx, job)
  })
  return done
}

export const keepFile = async (desk: MediaDesk, job: Job): Promise<Outcome> => {
  const { media: id } = job.payload as { readonly media: string }
  const at = await mediaAtHand(desk.store.read, id)
  if (at === null) {
    await write(desk.store, (tx) => finishJob(tx, job))
    return done
  }
  const own = at.media.digest === null ? null : await readKept(desk.folder, at.media.digest)
  const got = own === null ? await fetchFile(desk, at, job.attempt) : { kind: 'bytes' as const, bytes: own }
  if (got.kind === 'never') return refuse(desk, job, at, got.fault)
  if (got.kind === 'again') return tryAgain(desk, job, at, got)
  const understood = await understand(desk.reader, got.bytes, at.media.kind)
  if (understood.kind === 'refused') return refuse(desk, job, at, understood.fault)
  if (understood.kind === 'lost') return tryAgain(desk, job, at, { fault: 'lost', afterMs: null, pause: false })
  const mislabelled = isMislabelled(at.media.mime_type, got.bytes, at.media.kind)
  return putAway(desk, job, at, { ...understood, fault: mislabelled ? 'mislabelled' : null })
}
