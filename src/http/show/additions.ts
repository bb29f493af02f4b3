// Additions and what they would change, as the wire shows them.
import type { Report } from '../../../dedupe/index.ts'
import type { KeptAddition } from '../../pipeline/change-additions.ts'
import type { WouldChange } from '../../pipeline/what-would-change.ts'
import type { Store } from '../../store/index.ts'
import { casesById } from '../../store/views/cases.ts'
import type { AdditionWire, WouldChangeWire } from '../contract.ts'
import { areaName, placeName, problemName, topicName } from './names.ts'
import { showPosts } from './posts.ts'
import { iso } from './time.ts'

type Name = AdditionWire['meaning']
const examples = 10

const plain = ({ id, ar, en }: Name): Name => ({ id, ar, en })
const meaningOf = (one: KeptAddition): Name => {
  const id = one.kind === 'landmark' ? one.area : one.means
  const place = placeName(id)
  const found = areaName(id) ?? (place && { id, ...place })
  return plain(found ?? (one.kind === 'matter' ? (topicName(id) ?? problemName(id)) : null) ?? { id, ar: id, en: id })
}

export const additionView = (one: KeptAddition): AdditionWire => ({
  id: one.id,
  kind: one.kind,
  name: one.name,
  meaning: meaningOf(one),
  word: one.word,
  by: one.by,
  at: iso(one.at),
})

const sureTopic = 0.3
/** What a post is about, without the addresses, which names change least. */
const readOf = ({ kind, places, topics, concepts }: Report): WouldChangeWire['examples'][number]['before'] => {
  const named = places
    .filter(({ role, sure }) => role === 'incident' && sure)
    .flatMap(({ slot, value }) => {
      if (slot === 'area') return areaName(value) ?? []
      const place = placeName(value)
      return place === null ? [] : [{ id: value, ...place }]
    })
  const topic = topics[0]
  return {
    kind,
    places: [...new Map(named.map((one) => [one.id, plain(one)])).values()],
    topic: topic === undefined || topic.p < sureTopic ? null : topicName(topic.id),
    problems: concepts.filter(({ role, sure }) => role === 'problem' && sure).map(({ id }) => problemName(id)!),
  }
}

export const wouldChangeView = async (store: Store, would: WouldChange): Promise<WouldChangeWire> => {
  const { looked, since, said, changed } = would
  const shown = changed.slice(0, examples)
  const posts = await showPosts(
    store,
    shown.map(({ post }) => post),
    null,
  )
  const ids = [...new Set(changed.flatMap(({ post }) => post.case_id ?? []))]
  const cases = await casesById(
    store,
    shown.flatMap(({ post }) => post.case_id ?? []),
  )
  return {
    looked,
    since: iso(since),
    said: said.length,
    changed: changed.length,
    cases: ids.length,
    examples: shown.map(({ post, spans, before, after }, i) => ({
      post: posts[i]!,
      spans: [...spans],
      reference: cases.get(post.case_id ?? '')?.reference ?? null,
      before: readOf(before),
      after: readOf(after),
    })),
  }
}
