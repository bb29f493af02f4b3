// One file, from where it is: our own shelf (imports) or the channel that spoke of it.
import { createHash } from 'node:crypto'
import { ConnectorError } from '../../connectors/connector.ts'
import type { MediaRow } from '../store/index.ts'
import type { MediaAtHand } from '../store/media.ts'
import type { MediaDesk } from './desk.ts'
import { mostBytesOf } from './type.ts'

export type Fetched =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Worth another try; `afterMs` where the channel said when. `pause`: the whole account should be left alone. */
  | { readonly kind: 'again'; readonly fault: string; readonly afterMs: number | null; readonly pause: boolean }
  | { readonly kind: 'never'; readonly fault: string }

/** A paper of a hundred megabytes over a slow line. */
const callMs = 150_000

const again = (fault: string, afterMs: number | null = null, pause = false): Fetched => ({
  kind: 'again',
  fault,
  afterMs,
  pause,
})

const faults: Readonly<Record<string, string>> = {
  rate: 'busy',
  auth: 'not-allowed',
  refused: 'gone',
  malformed: 'damaged',
}

const outcomeOf = (error: unknown): Fetched => {
  if (!(error instanceof ConnectorError)) return again('unreachable')
  if (/too large/.test(error.message)) return { kind: 'never', fault: 'too-large' }
  // The connector looked at the first bytes and found another type than the channel speaks of.
  if (/the file is not /.test(error.message)) return { kind: 'never', fault: 'other-type' }
  return again(faults[error.kind] ?? 'unreachable', error.retryAfterMs, error.kind === 'rate' || error.kind === 'auth')
}

/** An address dies within minutes, an id lives for days: where both are known, they take turns. */
const nameOf = ({ remote_id, url }: MediaRow, channel: string, attempt: number): string => {
  const [first, second] = channel === 'whatsapp' ? [remote_id, url] : [url, remote_id]
  return ((channel !== 'x' && attempt % 2 === 0 ? second : first) ?? first ?? second)!
}

/** The channel's own sum of the file, base64 or hex. */
export const isWhole = (bytes: Uint8Array, sha256: string | null): boolean => {
  if (sha256 === null) return true
  const sum = createHash('sha256').update(bytes).digest()
  return sha256 === sum.toString('base64') || sha256.toLowerCase() === sum.toString('hex')
}

export const fetchFile = async (
  { connectors, largestDocument }: Pick<MediaDesk, 'connectors' | 'largestDocument'>,
  { media, post }: MediaAtHand,
  attempt: number,
): Promise<Fetched> => {
  const connector = connectors.find(({ channel }) => channel === post.channel)
  if (connector?.fetchMedia === undefined) return again('not-connected')
  try {
    const name = nameOf(media, post.channel, attempt)
    const most = mostBytesOf(media.kind, largestDocument)
    const { bytes } = await connector.fetchMedia(name, AbortSignal.timeout(callMs), post.account, most)
    if (bytes.byteLength > most) return { kind: 'never', fault: 'too-large' }
    return isWhole(bytes, media.sha256) ? { kind: 'bytes', bytes } : again('damaged')
  } catch (error) {
    return outcomeOf(error)
  }
}
