// Where the matcher's posts live in memory: block keys → cases, cases → signatures of their posts.
import { createBlockIndex } from '../blocking/index.ts'
import { printsOnce } from '../blocking/keys.ts'
import { addLoudest, createTally, near, type Reach } from '../blocking/tally.ts'
import { maxMembers, representatives, type Telling, tellingOf, withMember } from '../comparisons/representatives.ts'
import { field, read, type Signature, seconds } from '../comparisons/signature.ts'
import { type NamedCase, signatureOf } from '../decide/index.ts'
import type { Report } from '../types.ts'
import { type Arena, createArena } from './arena.ts'

type Held = {
  readonly id: string
  readonly number: number
  posts: string[]
  refs: number[]
  /** The time of the last of them, which nearly every new post comes after. */
  latest: number
  /** Made when first asked for; null again when members leave or come late. */
  telling: Telling | null
  closedAt: number | null
}

type Holdings = {
  readonly cases: Map<string, Held>
  readonly byNumber: (Held | undefined)[]
  /** Cases that took posts over from a case: block keys still lead to the old number. */
  readonly heirs: Map<number, Set<number>>
  readonly caseOf: Map<string, Held>
  readonly arena: Arena
}

/** A list that grows in place keeps room for a dozen more; most cases stay small, so small lists are made to measure. */
const inserted = <T>(list: T[], at: number, one: T): T[] => {
  if (list.length < 8) return list.toSpliced(at, 0, one)
  list.splice(at, 0, one)
  return list
}

const holdingOperations = (shelf: Holdings) => {
  /** The last case that was left empty: a post taken out and put back finds the number that the keys still lead to. */
  let emptied: Held | null = null
  const drop = (held: Held): void => {
    shelf.byNumber[held.number] = undefined
    shelf.cases.delete(held.id)
    emptied = held
  }
  const revived = (id: string): Held | null => (emptied?.id === id ? { ...emptied, closedAt: null } : null)
  return {
    open(id: string): Held {
      const known = shelf.cases.get(id)
      if (known) return known
      const number = shelf.byNumber.length
      const held = revived(id) ?? { id, number, posts: [], refs: [], latest: 0, telling: null, closedAt: null }
      shelf.cases.set(id, held)
      shelf.byNumber[held.number] = held
      return held
    },
    /** Members stand in order of time, so that the first is the founder whoever came late. */
    put(post: string, ref: number, held: Held): void {
      const signature = shelf.arena.read(ref)
      const at = read(signature, field.time)
      let i = held.refs.length
      if (i > 0 && held.latest > at) while (i > 0 && read(shelf.arena.read(held.refs[i - 1]!), field.time) > at) i--
      else held.latest = at
      held.posts = inserted(held.posts, i, post)
      held.refs = inserted(held.refs, i, ref)
      if (held.telling !== null)
        held.telling = i === held.refs.length - 1 ? withMember(held.telling, i, signature) : null
      shelf.caseOf.set(post, held)
    },
    /** Takes a post out of its case; an empty case is gone. */
    take(post: string): number | null {
      const held = shelf.caseOf.get(post)
      if (!held) return null
      const i = held.posts.indexOf(post)
      const [ref] = held.refs.splice(i, 1)
      held.posts.splice(i, 1)
      const last = held.refs.at(-1)
      held.latest = last === undefined ? 0 : read(shelf.arena.read(last), field.time)
      held.telling = null
      shelf.caseOf.delete(post)
      if (held.posts.length === 0) drop(held)
      return ref!
    },
  }
}

/** The living case of a number and of all numbers its posts moved on to. */
const addLivingFrom = (shelf: Holdings) => (number: number, found: Set<Held>) => {
  const only = shelf.byNumber[number]
  if (!shelf.heirs.has(number)) {
    if (only) found.add(only)
    return
  }
  const seen = new Set([number])
  for (const n of seen) {
    const held = shelf.byNumber[n]
    if (held) found.add(held)
    for (const heir of shelf.heirs.get(n) ?? []) seen.add(heir)
  }
}

const named = (held: Held, signature: Signature, arena: Arena): NamedCase => {
  const { id, refs, closedAt } = held
  const member = (i: number) => arena.read(refs[i]!)
  held.telling ??= refs.length > maxMembers ? tellingOf(refs.length, member) : null
  const members = representatives(signature, refs.length, member, held.telling ?? [])
  return { id, size: refs.length, closedAt, members, posts: null }
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
  const shelf: Holdings = { cases: new Map(), byNumber: [], heirs: new Map(), caseOf: new Map(), arena: createArena() }
  const { open, put, take } = holdingOperations(shelf)
  const addLiving = addLivingFrom(shelf)

  return {
    candidates(report, posts = [], reach = near) {
      const found = new Set<Held>()
      for (const post of posts) {
        const held = shelf.caseOf.get(post)
        if (held) found.add(held)
      }
      tally.count(printsOnce(report), index)
      addLoudest(tally, reach, found, (number) => addLiving(number, found))
      const signature = signatureOf(report)
      const cases: NamedCase[] = []
      for (const held of found) if (cases.push(named(held, signature, shelf.arena)) === reach.most) break
      return cases
    },
    holds: (caseId, postId) => shelf.caseOf.get(postId)?.id === caseId,
    caseOf: (postId) => shelf.caseOf.get(postId)?.id ?? null,
    posts: (caseId) => shelf.cases.get(caseId)?.posts ?? [],
    place(report, caseId) {
      const before = take(report.id)
      if (before !== null) shelf.arena.free(before)
      const held = open(caseId)
      put(report.id, shelf.arena.add(signatureOf(report)), held)
      for (const print of printsOnce(report)) index.add(print, held.number)
    },
    remove(postId) {
      const ref = take(postId)
      if (ref !== null) shelf.arena.free(ref)
    },
    move(postIds, caseId) {
      for (const id of postIds) {
        const from = shelf.caseOf.get(id)
        const ref = take(id)
        if (!from || ref === null) continue
        const held = open(caseId)
        put(id, ref, held)
        if (from.number !== held.number)
          shelf.heirs.set(from.number, (shelf.heirs.get(from.number) ?? new Set()).add(held.number))
      }
    },
    close(caseId, at) {
      const held = shelf.cases.get(caseId)
      if (held) held.closedAt = at === null ? null : seconds(at)
    },
    size: () => ({ cases: shelf.cases.size, posts: shelf.caseOf.size }),
  }
}
