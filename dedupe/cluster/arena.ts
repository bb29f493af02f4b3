// Signatures of all living posts in large blocks of numbers; a post is a reference into it. Freed room is reused by size.
import { field, type Signature } from '../comparisons/signature.ts'

export type Arena = {
  add(signature: Signature): number
  read(ref: number): Signature
  free(ref: number): void
}

const chunkBits = 20
const chunkSize = 1 << chunkBits

/** Lengths are rounded up, so that freed room fits a later post. */
const roomFor = (length: number): number => (length + 3) & ~3

export const createArena = (): Arena => {
  const chunks: Int32Array[] = [new Int32Array(chunkSize)]
  const freed = new Map<number, number[]>()
  let used = 0
  const place = (room: number): number => {
    const again = freed.get(room)?.pop()
    if (again !== undefined) return again
    if (used + room > chunkSize) {
      chunks.push(new Int32Array(chunkSize))
      used = 0
    }
    const ref = (chunks.length - 1) * chunkSize + used
    used += room
    return ref
  }
  const at = (ref: number): Signature => ({ data: chunks[ref >>> chunkBits]!, at: ref & (chunkSize - 1) })
  return {
    add(signature) {
      const length = signature.data[signature.at + field.length]!
      const ref = place(roomFor(length))
      const room = at(ref)
      for (let i = 0; i < length; i++) room.data[room.at + i] = signature.data[signature.at + i]!
      return ref
    },
    read: at,
    free(ref) {
      const { data, at: start } = at(ref)
      const room = roomFor(data[start + field.length]!)
      const list = freed.get(room)
      if (list) list.push(ref)
      else freed.set(room, [ref])
    },
  }
}
