// From items to counts: batches that are received, decided and reported before the next is read.
import type { ChannelEvent } from '../../connectors/index.ts'
import { keepMedia, largestMedia } from '../media/index.ts'
import type { PostId } from '../model.ts'
import type { Item, Reading } from './item.ts'
import type { Sink, Taken } from './sink.ts'

export type ImportCounts = {
  posts: { new: number; seen: number; skipped: number }
  /** The ministry's own lines. */
  echoes: number
  skipped: Record<string, number>
  cases: { opened: number; joined: number; review: number; noCase: number }
  media: number
}

export type ImportOptions = {
  readonly sink: Sink
  /** Where bytes are kept; null = not here. */
  readonly mediaFolder: string | null
  readonly onSkip: (line: number, reason: string) => void
  readonly onProgress: (counts: ImportCounts) => void
  /** Bytes that were kept, to be noted with their posts. */
  readonly onKept: (post: PostId, position: number, digest: string, mimeType: string | null) => Promise<void>
}

const batchSize = 500

type Kept = { readonly position: number; readonly digest: string; readonly mimeType: string | null }
type Ready = { readonly event: ChannelEvent; readonly kept: readonly Kept[] }

const noCounts = (): ImportCounts => ({
  posts: { new: 0, seen: 0, skipped: 0 },
  echoes: 0,
  skipped: {},
  cases: { opened: 0, joined: 0, review: 0, noCase: 0 },
  media: 0,
})

/** What differs from line to line in a reason is left out of the counts. */
const reasonKey = (reason: string): string =>
  reason.replace(/^.* is no date in the order/, 'no date in the order').slice(0, 120)

const keepFiles = async (item: Extract<Item, { kind: 'event' }>, options: ImportOptions): Promise<Ready> => {
  const kept: Kept[] = []
  for (const [position, bytesOf] of options.mediaFolder === null ? [] : (item.files ?? [])) {
    const stored = await keepMedia(options.mediaFolder!, await bytesOf())
    if (stored === null)
      options.onSkip(item.line, `its file is larger than ${largestMedia} bytes: the post is kept without it`)
    else kept.push({ position, ...stored })
  }
  if (kept.length === 0) return { event: item.event, kept }
  const media = item.event.media!.map((one, position) => {
    const found = kept.find((file) => file.position === position)
    if (found === undefined) return one
    return { ...one, sha256: found.digest, ...(found.mimeType === null ? {} : { mimeType: found.mimeType }) }
  })
  return { event: { ...item.event, media }, kept }
}

type Begun = { readonly batch: readonly Ready[]; readonly take: () => Promise<Taken> }

const takeBatch = async ({ batch, take }: Begun, counts: ImportCounts, options: ImportOptions): Promise<void> => {
  const { told, decided } = await take()
  for (const [index, { event }] of batch.entries()) {
    if (event.kind === 'echo') counts.echoes++
    else if (told[index]!.seen) counts.posts.seen++
    else counts.posts.new++
  }
  counts.cases.opened += decided.opened
  counts.cases.joined += decided.joined
  counts.cases.review += decided.review
  counts.cases.noCase += decided.held
  for (const [index, { kept }] of batch.entries())
    for (const { position, digest, mimeType } of kept) {
      const { postId } = told[index]!
      if (postId === null) continue
      await options.onKept(postId, position, digest, mimeType)
      counts.media++
    }
}

export const importReading = async (reading: Reading, options: ImportOptions): Promise<ImportCounts> => {
  const counts = noCounts()
  let batch: Ready[] = []
  let begun: Begun | null = null
  const take = async () => {
    if (begun === null) return
    await takeBatch(begun, counts, options)
    begun = null
    options.onProgress(counts)
  }
  /** A batch is begun before the one before it is taken, so that it is read meanwhile. */
  const flush = async () => {
    const next = { batch, take: options.sink.begin(batch.map(({ event }) => event)).take }
    batch = []
    await take()
    begun = next
  }
  try {
    for await (const item of reading.items) {
      if (item.kind === 'skip') {
        counts.posts.skipped++
        counts.skipped[reasonKey(item.reason)] = (counts.skipped[reasonKey(item.reason)] ?? 0) + 1
        options.onSkip(item.line, item.reason)
        continue
      }
      batch.push(await keepFiles(item, options))
      if (batch.length >= batchSize) await flush()
    }
    if (batch.length > 0) await flush()
    await take()
    return counts
  } finally {
    reading.close()
  }
}
