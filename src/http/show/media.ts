// A file as the wire shows it: personal data in its names and words masked, whoever asks.
import { maskPersonalData } from '../../../dedupe/index.ts'
import type { MediaRow } from '../../store/index.ts'
import type { MediaWire } from '../contract.ts'

const masked = (text: string | null): string | null => (text === null ? null : maskPersonalData(text))

export const mediaView = (media: MediaRow): MediaWire => {
  const url = media.state === 'kept' ? `/media/${media.id}` : null
  return {
    id: media.id,
    kind: media.kind,
    mimeType: media.mime_type,
    caption: masked(media.caption),
    filename: masked(media.filename),
    url,
    thumbnail: url === null || media.thumb === null ? null : `${url}?as=thumbnail`,
    state: media.state === 'new' ? 'waiting' : media.state,
    fault: media.fault,
    durationMs: media.duration_ms === null ? null : Number(media.duration_ms),
    width: media.width,
    height: media.height,
    words: masked(media.words),
    transcript: masked(media.transcript),
  }
}
