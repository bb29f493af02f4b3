// What a post is for: a complaint, a question, thanks, a greeting … and how likely it reports something of its own.
import type { Reading } from '../text/read.ts'
import type { PlaceMention, Report, ReportKind } from '../types.ts'
import type { Said } from './concepts.ts'

export type KindEvidence = {
  readonly reading: Reading
  readonly said: readonly Said[]
  readonly places: readonly PlaceMention[]
  readonly topics: Report['topics']
  readonly state: Report['state']
  readonly forwarded: boolean
  readonly media: boolean
}

export type KindRead = { readonly kind: ReportKind; readonly reports: number }

const cueOf = (said: readonly Said[]) => {
  const posts = new Set(said.map(({ concept }) => concept.post).filter((post) => post !== undefined))
  return (post: string) => posts.has(post)
}

const opens: Readonly<Record<ReportKind, number>> = {
  complaint: 0.95,
  emergency: 0.98,
  suggestion: 0.9,
  inquiry: 0.85,
  correction: 0.35,
  'follow-up': 0.3,
  withdrawal: 0.1,
  thanks: 0.1,
  'general-question': 0.25,
  chain: 0.1,
  advert: 0.05,
  greeting: 0.02,
  other: 0.4,
}

const kindFrom = ({ reading, said, places, topics, state, forwarded }: KindEvidence): ReportKind => {
  const cue = cueOf(said)
  const problem = said.some(({ concept, sure }) => sure && concept.kind === 'problem')
  const place = places.some((mention) => mention.role === 'incident' && mention.sure)
  const substance = problem || (topics[0]?.p ?? 0) > 0.5
  if (cue('spam') || cue('job-request')) return 'advert'
  if (cue('chain') && (forwarded || !place)) return 'chain'
  if (cue('withdrawal') && !place) return 'withdrawal'
  if (cue('thanks') && !cue('complaint') && (state === 'solved' || !problem)) return 'thanks'
  if (state === 'solved' && !cue('complaint')) return 'thanks'
  if (cue('emergency') && substance) return 'emergency'
  if (cue('correction') && !problem) return 'correction'
  if (cue('follow-up') && !place) return 'follow-up'
  if (cue('suggestion')) return 'suggestion'
  if (cue('inquiry') && !problem) return reading.words.length > 4 ? 'inquiry' : 'general-question'
  if (substance || cue('complaint')) return 'complaint'
  if ((cue('greeting') || cue('prayer')) && !place) return 'greeting'
  return place || cue('demand') || reading.words.length >= 6 ? 'complaint' : 'other'
}

export const kindOf = (evidence: KindEvidence): KindRead => {
  const kind = kindFrom(evidence)
  return { kind, reports: opens[kind] }
}
