// Which of the taxonomy's topics the post is about, and the authority that owns it.
import { largest } from '../meaning/largest.ts'
import { topics as taxonomy } from '../profiles/kuwait/index.ts'
import type { Report } from '../types.ts'
import type { Said } from './said.ts'

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
/** What the lexicon says for each topic: the weight of the concepts that carry it. */
export const lexicalScores = (said: readonly Said[]): Map<string, number> => {
  const scores = new Map<string, number>()
  const counted = new Set<string>()
  for (const { concept, from, to, sure } of said) {
    if (concept.topic === null || counted.has(concept.id)) continue
    counted.add(concept.id)
    const words = Math.min(3, to - from)
    const weight = (WEIGHT[concept.kind] ?? 0) * (sure ? 1 : 0.3) * (0.8 + 0.2 * words)
    scores.set(concept.topic, (scores.get(concept.topic) ?? 0) + weight)
  }
  return scores
}

/** How the two opinions are pooled in log-odds: fitted on paraphrases that neither has seen. */
const LEARNED = 0.8
const LEXICON = 0.5
const MOST = 4
/** What the head thinks less likely than this, it thinks equally unlikely. */
const LEAST = 1e-4
const FLOOR = LEAST ** LEARNED

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** Topics by the lexicon and the learned head together, best first; a word that people gave to a topic says as much as all else. */
export const topicsOf = (
  said: readonly Said[],
  learned: readonly { readonly id: string; readonly p: number }[],
): Report['topics'] => {
  const scores = lexicalScores(said)
  const odds = learned.map(({ id, p }) => {
    const score = scores.get(id)
    const said = score === undefined ? 1 : Math.exp(LEXICON * Math.min(score, MOST))
    return (p > LEAST ? p ** LEARNED : FLOOR) * said
  })
  const rest = sum(odds)
  const given = new Set(
    said.flatMap(({ how, sure, concept }) => (how === 'added' && sure ? (concept.topic ?? []) : [])),
  )
  for (const [i, { id }] of learned.entries()) if (given.has(id)) odds[i]! += rest
  const total = sum(odds)
  // What the learned head holds back for "no topic" is kept back here too, unless the lexicon says otherwise.
  const held = scores.size > 0 ? 0 : 1 - sum(learned.map(({ p }) => p))
  const pooled = odds.map((one) => (one / total) * (1 - held))
  return largest(pooled, 5).map((i) => ({ id: learned[i]!.id, p: pooled[i]! }))
}

export const agencyOf = (topics: Report['topics'], said: readonly Said[]): string | null => {
  const best = topics[0]
  if (best !== undefined && best.p >= 0.3) return authority.get(best.id) ?? null
  const party = said.find(({ concept, sure }) => sure && /^party\.(?:mew|moi|moh|moe|mohe|mpw|awqaf)$/.test(concept.id))
  return party === undefined ? null : party.concept.id.slice('party.'.length)
}
