// The boxes of an MP4 file and its kin: size and name, one inside another.

export type Box = { readonly name: string; readonly start: number; readonly body: number; readonly end: number }

const mostBoxes = 10_000

/** The boxes between two places, and those inside the named ones. Stops at the first that does not fit. */
export function* boxesOf(
  bytes: Uint8Array,
  inside: ReadonlySet<string>,
  range = { from: 0, to: bytes.byteLength },
  left = { boxes: mostBoxes },
): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let start = range.from; start + 8 <= range.to && left.boxes-- > 0; ) {
    const short = view.getUint32(start)
    const name = String.fromCharCode(...bytes.subarray(start + 4, start + 8))
    const wide = short === 1 && start + 16 <= range.to
    const body = start + (wide ? 16 : 8)
    const end = short === 0 ? range.to : start + (wide ? Number(view.getBigUint64(start + 8)) : short)
    if (end < body || end > range.to) return
    yield { name, start, body, end }
    if (inside.has(name)) yield* boxesOf(bytes, inside, { from: body, to: end }, left)
    start = end
  }
}

const holders = new Set(['moov', 'trak'])

/** A film without the notes its camera left (where, when, with what): the boxes stay, empty, so that nothing moves. */
export const withoutNotes = (film: Uint8Array): Uint8Array => {
  const clean = Uint8Array.from(film)
  for (const { name, start, body, end } of boxesOf(film, holders))
    if (name === 'udta' || name === 'meta' || name === 'uuid') {
      clean.set(Buffer.from('free'), start + 4)
      clean.fill(0, body, end)
    }
  return clean
}

/** Milliseconds, from the film's own header. */
export const filmDuration = (bytes: Uint8Array): number | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const { name, body, end } of boxesOf(bytes, holders)) {
    if (name !== 'mvhd' || end - body < 32) continue
    const wide = view.getUint8(body) === 1
    const scale = view.getUint32(body + (wide ? 20 : 12))
    const units = wide ? Number(view.getBigUint64(body + 24)) : view.getUint32(body + 16)
    return scale === 0 ? null : (units / scale) * 1000
  }
  return null
}
