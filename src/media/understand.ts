// From bytes to what may be kept of them: a picture made anew, a film without its notes, a recording with its length.

import { withoutNotes } from './boxes.ts'
import { durationOf } from './duration.ts'
import { withoutHeifNotes } from './heif.ts'
import type { Reader } from './reader.ts'
import { fits, isFilm, isPicture, isSound, typeOf } from './type.ts'

export type Understood =
  | {
      readonly kind: 'kept'
      readonly bytes: Uint8Array
      readonly mimeType: string
      readonly thumb: Uint8Array | null
      readonly width: number | null
      readonly height: number | null
      readonly durationMs: number | null
      readonly look: string | null
    }
  | { readonly kind: 'refused'; readonly fault: string }
  /** The reader died over it. */
  | { readonly kind: 'lost' }

const plain = { thumb: null, width: null, height: null, durationMs: null, look: null }

export const understand = async (reader: Reader, bytes: Uint8Array, kind: string): Promise<Understood> => {
  const type = typeOf(bytes, kind)
  if (!fits(kind, type)) return { kind: 'refused', fault: 'other-type' }
  if (type !== null && isPicture(type)) {
    const read = await reader.picture(bytes)
    return read.kind === 'picture' ? { ...read, kind: 'kept', durationMs: null } : read
  }
  const mimeType = type ?? 'application/octet-stream'
  if (isSound(mimeType) || isFilm(mimeType))
    return {
      ...plain,
      kind: 'kept',
      bytes: /mp4|3gpp|quicktime/.test(mimeType) ? withoutNotes(bytes) : bytes,
      mimeType,
      durationMs: durationOf(mimeType, bytes),
    }
  return { ...plain, kind: 'kept', bytes: mimeType === 'image/heic' ? withoutHeifNotes(bytes) : bytes, mimeType }
}
