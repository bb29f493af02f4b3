// A phone's own picture format, which we cannot make anew: the notes of its camera (EXIF, XMP) are blanked where they lie.
import { type Box, boxesOf } from './boxes.ts'

const none: ReadonlySet<string> = new Set()
const mostItems = 4096

/** Numbers of a width that the file itself chooses, one after the other. */
const reading = (bytes: Uint8Array, start: number) => {
  let at = start
  return (width: number): number => {
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0)
    return value
  }
}

/** Ids of the items that are notes. */
const notesIn = (bytes: Uint8Array, iinf: Box): ReadonlySet<number> => {
  const notes = new Set<number>()
  const from = iinf.body + (bytes[iinf.body] === 0 ? 6 : 8)
  for (const { name, body } of boxesOf(bytes, none, { from, to: iinf.end })) {
    if (name !== 'infe') continue
    const next = reading(bytes, body + 4)
    const id = next(bytes[body] === 3 ? 4 : 2)
    next(2)
    const type = String.fromCharCode(next(1), next(1), next(1), next(1))
    if (type === 'Exif' || type === 'mime') notes.add(id)
  }
  return notes
}

type Extent = { readonly item: number; readonly from: number; readonly to: number }

function* extentsIn(bytes: Uint8Array, { body }: Box): Generator<Extent> {
  const version = bytes[body]!
  const next = reading(bytes, body + 4)
  const sizes = next(2)
  const [offset, length, base, index] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, sizes & 15]
  const wide = version === 2 ? 4 : 2
  for (let items = Math.min(next(wide), mostItems); items > 0; items--) {
    const item = next(wide)
    const inFile = version === 0 || (next(2) & 15) === 0
    next(2)
    const start = next(base)
    for (let extents = Math.min(next(2), mostItems); extents > 0; extents--) {
      if (version > 0) next(index)
      const from = start + next(offset)
      const to = from + next(length)
      if (inFile) yield { item, from, to }
    }
  }
}

export const withoutHeifNotes = (picture: Uint8Array): Uint8Array => {
  const clean = Uint8Array.from(picture)
  const meta = [...boxesOf(picture, none)].find(({ name }) => name === 'meta')
  if (meta === undefined) return clean
  const inside = [...boxesOf(picture, none, { from: meta.body + 4, to: meta.end })]
  const [iinf, iloc] = ['iinf', 'iloc'].map((wanted) => inside.find(({ name }) => name === wanted))
  if (iinf === undefined || iloc === undefined) return clean
  const notes = notesIn(picture, iinf)
  for (const { item, from, to } of extentsIn(picture, iloc))
    if (notes.has(item)) clean.fill(0, from, Math.min(to, clean.length))
  return clean
}
