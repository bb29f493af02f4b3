// What the post says is wrong: concepts of the lexicon, sure or doubtful, and problems composed of a thing and its state.
import type { Concept } from '../profiles/kuwait/index.ts'
import type { Form } from '../text/lexicon.ts'
import type { Hit, Reading } from '../text/read.ts'
import type { ConceptMention } from '../types.ts'
import { composedOf } from './compose.ts'
import type { Said } from './said.ts'
import { foldedSet } from './words.ts'

const roles: Readonly<Record<string, ConceptMention['role']>> = {
  problem: 'problem',
  effect: 'problem',
  cause: 'problem',
  action: 'problem',
  state: 'state',
  cue: 'cue',
}
export const roleOfConcept = ({ kind, topic, id }: Concept): ConceptMention['role'] =>
  id.startsWith('general.') && (kind === 'problem' || kind === 'effect')
    ? 'state'
    : kind !== 'problem' && topic === null && roles[kind] === 'problem'
      ? 'thing'
      : (roles[kind] ?? 'thing')

const domain = (id: string) => id.slice(0, id.indexOf('.') < 0 ? id.length : id.indexOf('.'))
const related = (a: Concept, b: Concept): boolean =>
  a.id !== b.id &&
  ((domain(a.id) === domain(b.id) && domain(a.id) !== 'general') ||
    (a.topic !== null && a.topic === b.topic) ||
    a.broader.includes(b.id) ||
    b.broader.includes(a.id))

const BESIDE = foldedSet(
  'يم جنب جدام قدام مقابل قبال ورا خلف عند قرب صوب حذا بجانب بجوار near behind opposite beside front yam wara jdam gbal paas peeche saamne sa harap tabi',
)

/** A school or a mosque beside "near" says where, not what. */
const saysWhere = ({ words }: Reading, { from }: Hit, { concept }: Form): boolean => {
  if (concept.kind !== 'place-type' && concept.id.split('.')[1] !== 'place') return false
  const before = words[from - 1]
  return before !== undefined && words[from]!.gap === 'none' && BESIDE.has(before.key)
}

export const conceptsSaid = (reading: Reading, taken: ReadonlySet<number>): Said[] => {
  const { hits } = reading
  const free = hits.filter((hit) => {
    for (let i = hit.from; i < hit.to; i++) if (!taken.has(i)) return true
    return false
  })
  const firm = [...new Set(free.flatMap((hit) => hit.values.filter((form) => !form.doubt).map((form) => form.concept)))]
  const said = free.flatMap((hit) =>
    hit.values.flatMap((form): Said[] => {
      if ((form.mask & reading.mask) === 0) return []
      const { concept } = form
      const backed = !form.doubt || firm.some((other) => related(concept, other))
      if (!backed && concept.kind === 'cue') return []
      const how = form.added ? 'added' : hit.to - hit.from > form.words ? 'apart' : 'phrase'
      return [{ concept, from: hit.from, to: hit.to, sure: backed && !saysWhere(reading, hit, form), how }]
    }),
  )
  return [...said, ...composedOf(reading, said)]
}

export const mentionsOf = (reading: Reading, said: readonly Said[]): ConceptMention[] => {
  const seen = new Map<string, ConceptMention>()
  for (const { concept, from, to, sure } of said) {
    if (concept.id.startsWith('topic:')) continue
    const known = seen.get(concept.id)
    if (known !== undefined && (known.sure || !sure)) continue
    const start = reading.words[from]!.start
    const end = start + reading.source.slice(start, reading.words[to - 1]!.end).trimEnd().length
    seen.set(concept.id, { start, end, id: concept.id, role: roleOfConcept(concept), sure })
  }
  return [...seen.values()].sort((a, b) => a.start - b.start)
}
