// Scores a clustering against labelled incidents. A post that reports nothing is an incident of its own.
import { f1, group, majority, mean, ratio, tally } from './tally.ts'

export type Labelled = {
  readonly id: string
  readonly at: number
  readonly incident: string | null
  readonly tags: readonly string[]
}
export type Placed = { readonly id: string; readonly case: string; readonly suggested: readonly string[] }
export type Rates = { readonly p: number; readonly r: number; readonly f1: number }
export type Score = {
  readonly posts: number
  readonly pair: Rates
  readonly b3: Rates
  /** Cases of two posts or more that mix incidents. */
  readonly overmerge: number
  /** Cases one incident of two posts or more is spread over, on average. */
  readonly fragments: number
  /** Joins not made whose suggestions hold the right case. */
  readonly assisted: number
  readonly shouldJoin: number
  readonly review: Rates & { readonly questions: number }
}

export type Share = {
  readonly truth: string
  readonly p: number
  readonly r: number
  readonly pairs: { readonly right: number; readonly placed: number; readonly real: number }
}

type Item = Labelled & { readonly truth: string; readonly case: string; readonly suggested: readonly string[] }

const rates = (p: number, r: number): Rates => ({ p, r, f1: f1(p, r) })
const pairs = (n: number) => (n * (n - 1)) / 2
const pairsIn = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)
const cell = (item: Item) => `${item.case}\u0000${item.truth}`

/** Each post's own share of B-cubed precision and recall, and the posts it makes a pair with. */
const sharesOf = (all: readonly Item[], caseOf = (i: Item) => i.case) => {
  const inCase = tally(all.map(caseOf))
  const inTruth = tally(all.map((i) => i.truth))
  const inBoth = tally(all.map((i) => `${caseOf(i)}\u0000${i.truth}`))
  return (i: Item): Share => {
    const both = inBoth.get(`${caseOf(i)}\u0000${i.truth}`)!
    const [placed, real] = [inCase.get(caseOf(i))!, inTruth.get(i.truth)!]
    const pairs = { right: both - 1, placed: placed - 1, real: real - 1 }
    return { truth: i.truth, p: both / placed, r: both / real, pairs }
  }
}

/** B-cubed over `posts`, counted within `all`. */
const bCubed = (all: readonly Item[], posts: readonly Item[] = all, caseOf = (i: Item) => i.case): Rates => {
  const shares = posts.map(sharesOf(all, caseOf))
  return rates(mean(shares.map(({ p }) => p)), mean(shares.map(({ r }) => r)))
}

const pairRates = (items: readonly Item[]): Rates => {
  const both = pairsIn(tally(items.map(cell)))
  return rates(
    ratio(both, pairsIn(tally(items.map((i) => i.case))), 1),
    ratio(both, pairsIn(tally(items.map((i) => i.truth))), 1),
  )
}

const assistance = (ordered: readonly Item[]) => {
  const held = new Map<string, Set<string>>()
  let shouldJoin = 0
  let assisted = 0
  for (const item of ordered) {
    const before = held.get(item.truth) ?? new Set<string>()
    if (before.size > 0 && !before.has(item.case)) {
      shouldJoin++
      if (item.suggested.some((c) => before.has(c))) assisted++
    }
    held.set(item.truth, before.add(item.case))
  }
  return { shouldJoin, assisted: ratio(assisted, shouldJoin, 1) }
}

/** A truthful person answers each post's suggestions in order until the first yes, which joins the two cases. */
const review = (items: readonly Item[], ordered: readonly Item[]) => {
  const joined = new Map<string, string>()
  const find = (c: string): string => {
    let root = c
    while (joined.has(root)) root = joined.get(root)!
    return root
  }
  const about = new Map([...group(items, (i) => i.case)].map(([c, posts]) => [c, majority(posts.map((i) => i.truth))]))
  let questions = 0
  for (const item of ordered)
    for (const suggestion of item.suggested) {
      if (!about.has(suggestion) || find(suggestion) === find(item.case)) continue
      questions++
      if (about.get(suggestion) !== item.truth) continue
      joined.set(find(item.case), find(suggestion))
      break
    }
  return { ...bCubed(items, items, (i) => find(i.case)), questions: (100 * questions) / Math.max(1, items.length) }
}

const match = (gold: readonly Labelled[], cases: readonly Placed[]): Item[] => {
  const placed = new Map(cases.map((c) => [c.id, c]))
  return gold.map((g) => {
    const found = placed.get(g.id)
    if (!found) throw new Error(`post ${g.id} was given no case`)
    return { ...g, truth: g.incident ?? `none:${g.id}`, case: found.case, suggested: found.suggested }
  })
}

export const score = (gold: readonly Labelled[], cases: readonly Placed[]): Score => {
  const items = match(gold, cases)
  const ordered = items.toSorted((a, b) => a.at - b.at)
  const multi = [...group(items, (i) => i.case).values()].filter((posts) => posts.length > 1)
  const mixed = multi.filter((posts) => new Set(posts.map((i) => i.truth)).size > 1)
  const spread = [...group(items, (i) => i.truth).values()]
    .filter((posts) => posts.length > 1)
    .map((posts) => new Set(posts.map((i) => i.case)).size)
  return {
    posts: items.length,
    pair: pairRates(items),
    b3: bCubed(items),
    overmerge: ratio(mixed.length, multi.length, 0),
    fragments: spread.length === 0 ? 1 : spread.reduce((a, b) => a + b, 0) / spread.length,
    ...assistance(ordered),
    review: review(items, ordered),
  }
}

/** B-cubed of the posts that carry each tag. */
export const scoreByTag = (gold: readonly Labelled[], cases: readonly Placed[]): Map<string, Rates & { n: number }> => {
  const items = match(gold, cases)
  const tags = [...new Set(items.flatMap((i) => i.tags))]
  return new Map(
    tags.map((tag) => {
      const posts = items.filter((i) => i.tags.includes(tag))
      return [tag, { n: posts.length, ...bCubed(items, posts) }]
    }),
  )
}

/** What a bootstrap draws from: the posts' shares, with the incident each belongs to. */
export const sharesOfPosts = (gold: readonly Labelled[], cases: readonly Placed[]): Share[] => {
  const items = match(gold, cases)
  return items.map(sharesOf(items))
}
