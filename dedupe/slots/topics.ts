// Which of the taxonomy's topics the post is about, and the authority that owns it.
import { topics as taxonomy } from '../profiles/kuwait/index.ts'
import type { Report } from '../types.ts'
import type { Said } from './concepts.ts'

const authority = new Map(taxonomy.map((topic) => [topic.id, topic.authority]))

const WEIGHT: Readonly<Record<string, number>> = {
  problem: 3,
  effect: 2,
  cause: 1.5,
  action: 2,
  thing: 1.2,
  service: 1,
  party: 0.8,
  'place-type': 0.6,
  state: 2,
}
/** Evidence that a post with one passing word has: keeps the shares honest. */
const PRIOR = 1.5

export const topicsOf = (said: readonly Said[]): Report['topics'] => {
  const scores = new Map<string, number>()
  const counted = new Set<string>()
  for (const { concept, from, to, sure } of said) {
    if (concept.topic === null || counted.has(concept.id)) continue
    counted.add(concept.id)
    const words = Math.min(3, to - from)
    const weight = (WEIGHT[concept.kind] ?? 0) * (sure ? 1 : 0.3) * (0.8 + 0.2 * words)
    scores.set(concept.topic, (scores.get(concept.topic) ?? 0) + weight)
  }
  const total = [...scores.values()].reduce((sum, score) => sum + score * score, 0) + PRIOR
  return [...scores]
    .map(([id, score]) => ({ id, p: (score * score) / total }))
    .sort((a, b) => b.p - a.p)
    .slice(0, 5)
}

export const agencyOf = (topics: Report['topics'], said: readonly Said[]): string | null => {
  const best = topics[0]
  if (best !== undefined && best.p >= 0.3) return authority.get(best.id) ?? null
  const party = said.find(({ concept, sure }) => sure && /^party\.(?:mew|moi|moh|moe|mohe|mpw|awqaf)$/.test(concept.id))
  return party === undefined ? null : party.concept.id.slice('party.'.length)
}
