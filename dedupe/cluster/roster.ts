// Who belongs to a case. What comparing asks first stands in a row of numbers for each case: one wait for memory a case, and
// those of several cases overlap.
import { maxMembers } from '../comparisons/representatives.ts'
import { field, read, type Signature } from '../comparisons/signature.ts'
import type { Arena } from './arena.ts'
import { createLongCases } from './long-cases.ts'

export type Roster = {
  /** A case without members. */
  begin(number: number): void
  size(number: number): number
  closedAt(number: number): number | null
  close(number: number, at: number | null): void
  /** In order of time, so that the first is the founder whoever came late; returns the position. */
  insert(number: number, ref: number): number
  /** Takes out the member at a position. */
  remove(number: number, position: number): number
  /** The members that stand for the case beside a report. */
  members(number: number, report: Signature): readonly Signature[]
  /** Looks at the rows of so many cases, so that the waits for them overlap. */
  glance(numbers: Int32Array, to: number): void
}

/** A row: how many, when closed, the time of the last, then as many members as are compared. */
const row = { size: 0, closedAt: 1, latest: 2, members: 3 }
const width = row.members + maxMembers
const chunkBits = 12
const open = -(2 ** 31)

const at = (number: number): number => (number & ((1 << chunkBits) - 1)) * width
const createRows = () => {
  const chunks: Int32Array[] = []
  return (number: number): Int32Array => {
    while (number >> chunkBits >= chunks.length) chunks.push(new Int32Array(width << chunkBits))
    return chunks[number >> chunkBits]!
  }
}

/** Members come and go; those of a case that outgrows its row stand in a list of its own. */
const createMembers = (arena: Arena, rows: (number: number) => Int32Array) => {
  const longs = createLongCases(arena)
  const refAt = (number: number, position: number): number =>
    longs.refs(number)?.[position] ?? rows(number)[at(number) + row.members + position]!
  const timeAt = (number: number, position: number): number => read(arena.read(refAt(number, position)), field.time)
  return {
    refAt,
    timeAt,
    insert(number: number, position: number, ref: number, size: number): void {
      const [data, first] = [rows(number), at(number) + row.members]
      if (size === maxMembers) longs.begin(number, data.subarray(first, first + size))
      if (size >= maxMembers) {
        longs.insert(number, position, ref)
        return
      }
      data.copyWithin(first + position + 1, first + position, first + size)
      data[first + position] = ref
    },
    remove(number: number, position: number, size: number): void {
      const [data, first] = [rows(number), at(number) + row.members]
      if (size <= maxMembers) {
        data.copyWithin(first + position, first + position + 1, first + size)
        return
      }
      longs.remove(number, position)
      if (size - 1 > maxMembers) return
      data.set(longs.refs(number)!, first)
      longs.end(number)
    },
    of(number: number, size: number, report: Signature): readonly Signature[] {
      if (size > maxMembers) return longs.members(number, report)
      const [data, first] = [rows(number), at(number) + row.members]
      const members: Signature[] = []
      for (let i = 0; i < size; i++) members.push(arena.read(data[first + i]!))
      return members
    },
  }
}

export const createRoster = (arena: Arena): Roster => {
  const rows = createRows()
  const members = createMembers(arena, rows)
  const glanced = new Int32Array(1)
  const size = (number: number): number => rows(number)[at(number) + row.size]!
  return {
    begin(number) {
      rows(number).fill(0, at(number), at(number) + width)
      rows(number)[at(number) + row.closedAt] = open
    },
    size,
    closedAt(number) {
      const closed = rows(number)[at(number) + row.closedAt]!
      return closed === open ? null : closed
    },
    close(number, when) {
      rows(number)[at(number) + row.closedAt] = when ?? open
    },
    insert(number, ref) {
      const [data, from, time] = [rows(number), at(number), read(arena.read(ref), field.time)]
      let position = size(number)
      if (position > 0 && data[from + row.latest]! > time)
        while (position > 0 && members.timeAt(number, position - 1) > time) position--
      else data[from + row.latest] = time
      members.insert(number, position, ref, size(number))
      data[from + row.size]!++
      return position
    },
    remove(number, position) {
      const [data, from, ref] = [rows(number), at(number), members.refAt(number, position)]
      members.remove(number, position, size(number))
      data[from + row.size]!--
      const last = size(number) - 1
      data[from + row.latest] = last < 0 ? 0 : members.timeAt(number, last)
      return ref
    },
    members: (number, report) => members.of(number, size(number), report),
    glance(numbers, to) {
      let sum = 0
      for (let i = 0; i < to; i++) sum += size(numbers[i]!)
      glanced[0] = sum
    },
  }
}
