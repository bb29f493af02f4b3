// Short lists of case numbers, newest first, in chunks of numbers. A list of one is the number itself; lists come in two
// sizes, so that a key that two cases share takes no more room than it needs.

/** A key keeps the cases that used it last, and no more. */
export const ring = 12
const small = 4

export type Rings = {
  /** The head of the list with the case first, at most `ring` of them. */
  touch(head: number, caseNumber: number): number
  length(head: number): number
  /** The list into `found`, from `to` on. */
  read(head: number, found: Int32Array, to: number): void
  release(head: number): void
}

const chunkBits = 14

/** Rooms of one size: a length, then the numbers. Freed rooms are taken again. */
const createRooms = (size: number) => {
  const stride = size + 1
  const chunks: Int32Array[] = []
  const free: number[] = []
  let used = 0
  return {
    take(): number {
      const again = free.pop()
      if (again !== undefined) return again
      if (used >> chunkBits === chunks.length) chunks.push(new Int32Array(stride << chunkBits))
      return used++
    },
    release: (room: number): void => void free.push(room),
    chunk: (room: number): Int32Array => chunks[room >> chunkBits]!,
    start: (room: number): number => (room & ((1 << chunkBits) - 1)) * stride,
  }
}
type Rooms = ReturnType<typeof createRooms>

/** Puts the number first; a list that is full loses its last. */
const putFirst = (rooms: Rooms, room: number, caseNumber: number, most: number): void => {
  const data = rooms.chunk(room)
  const at = rooms.start(room)
  const length = data[at]!
  let place = 0
  while (place < length && data[at + 1 + place] !== caseNumber) place++
  if (place === length) {
    if (length === most) place = most - 1
    else data[at] = length + 1
  }
  for (let i = at + 1 + place; i > at + 1; i--) data[i] = data[i - 1]!
  data[at + 1] = caseNumber
}

const holds = (rooms: Rooms, room: number, caseNumber: number): boolean => {
  const data = rooms.chunk(room)
  const at = rooms.start(room)
  for (let i = at + data[at]!; i > at; i--) if (data[i] === caseNumber) return true
  return false
}

/** Heads of rooms: -1, -3, … small ones; -2, -4, … large ones. */
const headOf = (room: number, large: boolean): number => -1 - room * 2 - (large ? 1 : 0)
const roomOf = (head: number): number => (-1 - head) >> 1
/** The head of no list. */
export const nothing = -(2 ** 31)
const isLarge = (head: number): boolean => ((-1 - head) & 1) === 1

export const createRings = (): Rings => {
  const few = createRooms(small)
  const many = createRooms(ring)

  const begin = (older: number, newer: number): number => {
    const room = few.take()
    const data = few.chunk(room)
    const at = few.start(room)
    data[at] = 2
    data[at + 1] = newer
    data[at + 2] = older
    return headOf(room, false)
  }
  const enlarge = (room: number, caseNumber: number): number => {
    const larger = many.take()
    const data = many.chunk(larger)
    const at = many.start(larger)
    const start = few.start(room)
    data.set(few.chunk(room).subarray(start, start + small + 1), at)
    few.release(room)
    putFirst(many, larger, caseNumber, ring)
    return headOf(larger, true)
  }

  return {
    touch(head, caseNumber) {
      if (head >= 0) return head === caseNumber ? head : begin(head, caseNumber)
      const room = roomOf(head)
      if (isLarge(head)) {
        putFirst(many, room, caseNumber, ring)
        return head
      }
      const full = few.chunk(room)[few.start(room)] === small
      if (full && !holds(few, room, caseNumber)) return enlarge(room, caseNumber)
      putFirst(few, room, caseNumber, small)
      return head
    },
    length(head) {
      if (head >= 0) return 1
      if (head === nothing) return 0
      const rooms = isLarge(head) ? many : few
      const room = roomOf(head)
      return rooms.chunk(room)[rooms.start(room)]!
    },
    read(head, found, to) {
      if (head >= 0) {
        found[to] = head
        return
      }
      const rooms = isLarge(head) ? many : few
      const room = roomOf(head)
      const data = rooms.chunk(room)
      const at = rooms.start(room)
      const length = data[at]!
      for (let i = 0; i < length; i++) found[to + i] = data[at + 1 + i]!
    },
    release(head) {
      if (head >= 0) return
      const rooms = isLarge(head) ? many : few
      rooms.release(roomOf(head))
    },
  }
}
