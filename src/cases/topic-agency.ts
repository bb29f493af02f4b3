// To which agency a topic goes: where the house gave it, else where the profile has it. Pure.
import { kuwait } from '../../dedupe/index.ts'
import type { GoldenRecord } from '../model.ts'
import type { TopicAgencies } from '../store/topic-agencies.ts'
import type { Tally } from './golden-record.ts'

const usual = new Map(kuwait.topics.map(({ id, agency }) => [id, agency ?? null]))

export const usualAgency = (topic: string): string | null => usual.get(topic) ?? null

export const agencyOfTopic = (given: TopicAgencies, topic: string): string | null => given[topic] ?? usualAgency(topic)

export const withTopic = (given: TopicAgencies, topic: string, agency: string): TopicAgencies => {
  const { [topic]: _, ...others } = given
  return agency === usualAgency(topic) ? others : { ...others, [topic]: agency }
}

/** What posts name by themselves stands; only what follows from the topic goes where the house gave the topic. */
export const agencyOfCase = ({ given, fixed }: Tally, { topic, agency }: GoldenRecord): string | null => {
  const to = topic === null ? undefined : given?.[topic]
  return to !== undefined && (fixed?.topic === topic || agency === usualAgency(topic!)) ? to : agency
}
