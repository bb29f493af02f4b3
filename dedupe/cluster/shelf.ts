// Where the matcher's posts live in memory: block keys → cases, cases → signatures of their posts.
import { createBlockIndex } from '../blocking/index.ts'
import { weighedKeysOfLatest } from '../blocking/keys.ts'
import { addLoudest, createTally, near, type Reach } from '../blocking/tally.ts'
import { seconds } from '../comparisons/signature.ts'
import { type NamedCase, signatureOf } from '../decide/index.ts'
import type { Report } from '../types.ts'
import { type Arena, createArena } from './arena.ts'
import { createRoster, type Roster } from './roster.ts'

/** Cases and posts by what they are called outside; a case has a number that the keys lead to. */
type Holdings = {
  readonly numbers: Map<string, number>
  /** What each case is called; null where none lives under the number. */
  readonly names: (string | null)[]
  /** The posts of each case, in the order of the roster. */
  readonly posts: string[][]
  /** Cases that took posts over from a case: block keys still lead to the old number. */
  readonly heirs: Map<number, Set<number>>
  readonly caseOf: Map<string, number>
  readonly arena: Arena
  readonly roster: Roster
}

/** A list that grows in place keeps room for a dozen more; most cases stay small, so small lists are made to measure. */
const inserted = <T>(list: T[], at: number, one: T): T[] => {
  if (list.length < 8) return list.toSpliced(at, 0, one)
  list.splice(at, 0, one)
  return list
}

const holdingOperations = ({ numbers, names, posts, caseOf, roster }: Holdings) => {
  /** The last case that was left empty: a post taken out and put back finds the number that the keys still lead to. */
  let emptied: { readonly id: string; readonly number: number } | null = null
  const drop = (number: number): void => {
    emptied = { id: names[number]!, number }
    numbers.delete(emptied.id)
    names[number] = null
  }
  return {
    open(id: string): number {
      const known = numbers.get(id)
      if (known !== undefined) return known
      const number = emptied?.id === id ? emptied.number : names.length
      numbers.set(id, number)
      names[number] = id
      posts[number] = []
      roster.begin(number)
      return number
    },
    put(post: string, ref: number, number: number): void {
      posts[number] = inserted(posts[number]!, roster.insert(number, ref), post)
      caseOf.set(post, number)
    },
    /** Takes a post out of its case; an empty case is gone. */
    take(post: string): number | null {
      const number = caseOf.get(post)
      if (number === undefined) return null
      const at = posts[number]!.indexOf(post)
      posts[number]!.splice(at, 1)
      caseOf.delete(post)
      const ref = roster.remove(number, at)
      if (posts[number]!.length === 0) drop(number)
      return ref
    },
  }
}

/** The living case of a number and of all numbers its posts moved on to. */
const addLivingFrom = (shelf: Holdings) => (number: number, found: Set<number>) => {
  if (!shelf.heirs.has(number)) {
    if (shelf.names[number] !== null) found.add(number)
    return
  }
  const seen = new Set([number])
  for (const n of seen) {
    if (shelf.names[n] !== null) found.add(n)
    for (const heir of shelf.heirs.get(n) ?? []) seen.add(heir)
  }
}

export type Shelf = {
  /** Cases that share a block key with the report, the likeliest first, after those that hold one of the posts named. */
  candidates(report: Report, posts?: readonly string[], reach?: Reach): NamedCase[]
  holds(caseId: string, postId: string): boolean
  caseOf(postId: string): string | null
  posts(caseId: string): readonly string[]
  place(report: Report, caseId: string): void
  remove(postId: string): void
  move(postIds: readonly string[], caseId: string): void
  close(caseId: string, at: number | null): void
  size(): { readonly cases: number; readonly posts: number }
}

export const createShelf = (): Shelf => {
  const index = createBlockIndex()
  const tally = createTally()
  const arena = createArena()
  const roster = createRoster(arena)
  const byName = { numbers: new Map(), names: [], posts: [], heirs: new Map(), caseOf: new Map() }
  const shelf: Holdings = { ...byName, arena, roster }
  const { numbers, names, caseOf } = shelf
  const { open, put, take } = holdingOperations(shelf)
  const addLiving = addLivingFrom(shelf)
  const nameOf = (number: number | undefined) => (number === undefined ? null : names[number]!)

  return {
    candidates(report, posts = [], reach = near) {
      const found = new Set<number>()
      for (const post of posts) {
        const number = caseOf.get(post)
        if (number !== undefined) found.add(number)
      }
      tally.count(weighedKeysOfLatest(report), index)
      tally.ahead(roster.glance)
      addLoudest(tally, reach, found, (number) => addLiving(number, found))
      const signature = signatureOf(report)
      const cases: NamedCase[] = []
      for (const number of found) {
        const [id, size, closedAt] = [names[number]!, roster.size(number), roster.closedAt(number)]
        cases.push({ id, size, closedAt, members: roster.members(number, signature), posts: null })
        if (cases.length === reach.most) break
      }
      return cases
    },
    holds: (caseId, postId) => nameOf(caseOf.get(postId)) === caseId,
    caseOf: (postId) => nameOf(caseOf.get(postId)),
    posts: (caseId) => shelf.posts[numbers.get(caseId) ?? -1] ?? [],
    place(report, caseId) {
      const before = take(report.id)
      if (before !== null) arena.free(before)
      const number = open(caseId)
      put(report.id, arena.add(signatureOf(report)), number)
      index.add(weighedKeysOfLatest(report).prints, number)
    },
    remove(postId) {
      const ref = take(postId)
      if (ref !== null) arena.free(ref)
    },
    move(postIds, caseId) {
      for (const id of postIds) {
        const from = caseOf.get(id)
        const ref = take(id)
        if (from === undefined || ref === null) continue
        const to = open(caseId)
        put(id, ref, to)
        if (from !== to) shelf.heirs.set(from, (shelf.heirs.get(from) ?? new Set()).add(to))
      }
    },
    close(caseId, at) {
      const number = numbers.get(caseId)
      if (number !== undefined) roster.close(number, at === null ? null : seconds(at))
    },
    size: () => ({ cases: numbers.size, posts: caseOf.size }),
  }
}
