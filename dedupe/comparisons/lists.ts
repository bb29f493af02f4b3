// The lists of a report, gathered one after another in one reused stretch of numbers: packing a report a hundred thousand
// times a minute leaves nothing behind but the signatures.
import { hash32 } from './hash.ts'

let room = new Int32Array(1024)
let begin = 0
let end = 0
/** How many values the list still takes. */
let left = 0

/** Begins with a report's first list after `before` numbers that the caller fills; room for `most` more than usual. */
export const openLists = (before: number, most: number): Int32Array => {
  if (room.length < 1024 + most) room = new Int32Array(1024 + most)
  end = before
  return room
}

/** A list of at most so many values. */
export const openList = (most: number): void => {
  begin = end
  left = most
}
export const endOfList = (): number => end
export const isEmptyList = (): boolean => end === begin

export const addNumber = (value: number): void => {
  room[end++] = value
}

/** Into a sorted list, once. */
export const addHash = (hash: number): void => {
  if (left-- <= 0) return
  let at = end
  while (at > begin && room[at - 1]! > hash) at--
  if (at > begin && room[at - 1] === hash) return
  for (let i = end; i > at; i--) room[i] = room[i - 1]!
  room[at] = hash
  end++
}
export const add = (value: string): void => addHash(hash32(value))

/** Whether an earlier list of this report, from one end to another, holds the value. */
export const holds = (from: number, to: number, hash: number): boolean => {
  for (let i = from; i < to; i++) if (room[i] === hash) return true
  return false
}
