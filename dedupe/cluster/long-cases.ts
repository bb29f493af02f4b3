// Cases of more members than are compared: lists of their own, in which a voice is found by reading one stretch of memory.
import { type Company, representatives, tellingOf, withMember } from '../comparisons/representatives.ts'
import { field, read, type Signature } from '../comparisons/signature.ts'
import type { Arena } from './arena.ts'

/** Members in order of time; `telling` is null after members left or came late, until it is asked for. */
type Long = { refs: number[]; authors: number[]; ids: number[]; telling: Company['telling'] | null }

export type LongCases = {
  /** The members of a case that is long. */
  refs(number: number): number[] | undefined
  /** A case of so many members becomes long. */
  begin(number: number, refs: Iterable<number>): void
  insert(number: number, position: number, ref: number): void
  remove(number: number, position: number): void
  /** The case is long no more. */
  end(number: number): void
  members(number: number, report: Signature): readonly Signature[]
}

const enter = (long: Long, position: number, ref: number, signature: Signature): void => {
  const last = position === long.refs.length
  long.refs.splice(position, 0, ref)
  long.authors.splice(position, 0, read(signature, field.author))
  long.ids.splice(position, 0, read(signature, field.id))
  long.telling = long.telling !== null && last ? withMember(long.telling, position, signature) : null
}

export const createLongCases = (arena: Arena): LongCases => {
  const longs = new Map<number, Long>()
  return {
    refs: (number) => longs.get(number)?.refs,
    begin(number, refs) {
      const long: Long = { refs: [], authors: [], ids: [], telling: [] }
      for (const ref of refs) enter(long, long.refs.length, ref, arena.read(ref))
      longs.set(number, long)
    },
    insert: (number, position, ref) => enter(longs.get(number)!, position, ref, arena.read(ref)),
    remove(number, position) {
      const long = longs.get(number)!
      for (const list of [long.refs, long.authors, long.ids]) list.splice(position, 1)
      long.telling = null
    },
    end: (number) => void longs.delete(number),
    members(number, report) {
      const long = longs.get(number)!
      const { refs, authors, ids } = long
      const member = (i: number) => arena.read(refs[i]!)
      long.telling ??= tellingOf(refs.length, member)
      return representatives(report, { size: refs.length, member, authors, ids, telling: long.telling })
    },
  }
}
