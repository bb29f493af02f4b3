// Words of pictures and voices, read and heard later than the files are kept: they count when they come.
import { write } from '../store/index.ts'
import { failJob, finishJob, type Job } from '../store/jobs.ts'
import { type MediaAtHand, mediaAtHand, setMedia } from '../store/media.ts'
import type { MediaDesk } from './desk.ts'
import { tellPeople, tellPipeline } from './keep.ts'
import { readKept } from './shelf.ts'

type Heard = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'again'; readonly fault: string }
type Part = 'words' | 'transcript'

const waits = [30_000, 5 * 60_000, 60 * 60_000, 6 * 60 * 60_000] as const

const hear = async (desk: MediaDesk, { media }: MediaAtHand, part: Part): Promise<Heard | null> => {
  const bytes = media.digest === null ? null : await readKept(desk.folder, media.digest)
  if (bytes === null) return null
  if (part === 'transcript') return desk.transcribe === null ? null : desk.transcribe(bytes, media.mime_type!)
  const read = await desk.reader.words(bytes)
  if (read.kind === 'words') return { kind: 'text', text: read.text }
  return read.kind === 'refused' && read.fault === 'no-ocr' ? null : { kind: 'again', fault: read.kind }
}

export const hearFile = async (desk: MediaDesk, job: Job, part: Part): Promise<void> => {
  const { media: id } = job.payload as { readonly media: string }
  const at = await mediaAtHand(desk.store.read, id)
  const heard = at === null ? null : await hear(desk, at, part)
  if (heard?.kind === 'again') {
    const wait = waits[job.attempt - 1]
    const next = wait === undefined ? null : desk.clock() + wait
    await write(desk.store, (tx) => failJob(tx, job, heard.fault, next))
    return
  }
  if (at !== null && heard !== null && heard.text.trim() !== '') {
    const kept = await write(desk.store, async (tx) => {
      if ((await mediaAtHand(tx, id)) === null) return false
      await setMedia(tx, id, { [part]: heard.text.trim() })
      tellPeople(tx, at, desk.clock())
      return true
    })
    if (kept) await tellPipeline(desk, at, 'words')
  }
  await write(desk.store, (tx) => finishJob(tx, job))
}
