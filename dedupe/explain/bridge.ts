// Weak-bridge alarm: a case whose members fall into two groups that hardly speak for each other may be two cases.
import { rank } from '../decide/candidates.ts'
import { signatureOf } from '../decide/index.ts'
import type { Report } from '../types.ts'
import { shippedWeights } from '../weights/index.ts'

export type Bridge = { readonly apart: readonly string[]; readonly p: number }

/** More members than this are not looked at pair by pair. */
const most = 50

const likeness = (a: Report, b: Report): number => {
  const weights = shippedWeights()
  const [first, later] = a.at <= b.at ? [a, b] : [b, a]
  const of = { members: [signatureOf(first)], size: 1, closedAt: null }
  return rank(weights, signatureOf(later), [of])[0]!.p
}

/** The weakest cut of a maximum spanning tree over the members; null where every part holds to the rest. */
export const weakBridge = (members: readonly Report[], line = 0.15): Bridge | null => {
  const posts = members.slice(0, most)
  if (posts.length < 3) return null
  const joined = [{ at: 0, to: -1, p: 1 }]
  const outside = new Set(posts.keys())
  outside.delete(0)
  const reach = posts.map((post, i) => ({ p: i === 0 ? 1 : likeness(posts[0]!, post), to: 0 }))
  while (outside.size > 0) {
    const at = [...outside].reduce((a, b) => (reach[b]!.p > reach[a]!.p ? b : a))
    outside.delete(at)
    joined.push({ at, to: reach[at]!.to, p: reach[at]!.p })
    for (const i of outside) {
      const p = likeness(posts[at]!, posts[i]!)
      if (p > reach[i]!.p) reach[i] = { p, to: at }
    }
  }
  const weakest = joined.slice(1).reduce((a, b) => (b.p < a.p ? b : a))
  if (weakest.p >= line) return null
  const part = new Set([weakest.at])
  for (const { at, to } of joined) if (part.has(to)) part.add(at)
  return { apart: [...part].map((i) => posts[i]!.id), p: weakest.p }
}
