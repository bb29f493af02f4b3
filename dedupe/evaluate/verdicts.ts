// People's verdicts as one more labelled world: the posts they ruled upon, joined where they said "the same". What nobody
// joined counts as apart, as it does in the cases that people left standing.
import type { Report, Verdict } from '../types.ts'
import type { World } from './worlds.ts'

const componentsOf = (verdicts: readonly Verdict[]): ReadonlyMap<string, string> => {
  const parent = new Map<string, string>()
  const find = (post: string): string => {
    let root = post
    while (parent.get(root) !== root) root = parent.get(root)!
    return root
  }
  for (const { a, b } of verdicts) for (const post of [a, b]) if (!parent.has(post)) parent.set(post, post)
  for (const { a, b, link } of verdicts) if (link === 'must') parent.set(find(b), find(a))
  return new Map([...parent.keys()].map((post) => [post, find(post)]))
}

export const worldOfVerdicts = (reports: readonly Report[], verdicts: readonly Verdict[]): World => {
  const incidents = componentsOf(verdicts)
  const ruledUpon = reports.filter(({ id }) => incidents.has(id)).toSorted((a, b) => a.at - b.at)
  const gold = ruledUpon.map(({ id, at, language, channel }) => {
    const incident = incidents.get(id)!
    return { id, at, incident, tags: [], language, channel }
  })
  return { name: 'verdicts', reports: ruledUpon, gold }
}
