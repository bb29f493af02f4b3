// What a post is for, and how likely it belongs with an incident at all: the learned opinion, corrected by what was read.
import type { Report, ReportKind } from '../types.ts'
import { type SignalEvidence, type Signals, signalsOf } from './kind-signals.ts'
import stored from './report-weights.json' with { type: 'json' }

/** What each sign says of a post's belonging with an incident. */
export type Gate = { readonly bias: number; readonly signals: Readonly<Record<string, number>> }
export const shippedGate: Gate = stored
/** The gate fitted without a labelled file, for measuring on it; the shipped one where it was not fitted on the file. */
export const gateWithout = (sha256: string): Gate => stored.without.find((one) => one.sha256 === sha256) ?? shippedGate

export type Learned = {
  readonly kinds: readonly { readonly kind: ReportKind; readonly p: number }[]
  /** Probability that the text belongs with an incident rather than with nothing. */
  readonly report: number
}

export type KindRead = { readonly kind: ReportKind; readonly reports: number }

/** How much likelier a sign makes a kind; each sign is one a duty officer would go by. */
const raises: readonly (readonly [keyof Signals & string, ReportKind, number])[] = [
  ['spam', 'advert', 6],
  ['selling', 'advert', 2.5],
  ['chain', 'chain', 5],
  ['bareGreeting', 'greeting', 30],
  ['official', 'other', 4],
  ['thanks', 'thanks', 4],
  ['followUp', 'follow-up', 4],
  ['meToo', 'follow-up', 3],
  ['correction', 'correction', 8],
  ['withdrawal', 'withdrawal', 6],
  ['suggestion', 'suggestion', 5],
  ['inquiry', 'inquiry', 1.5],
  ['emergency', 'emergency', 4],
  ['harm', 'emergency', 8],
  ['danger', 'emergency', 6],
  ['problem', 'complaint', 2],
  ['address', 'complaint', 1.5],
]

/** Without one of these it takes more than a turn of phrase to wake the duty officer. */
const alarming = raises.flatMap(([signal, kind]) => (kind === 'emergency' ? [signal] : []))
const unalarmed = 1 / 3

const likeliest = (signals: Signals, learned: Learned, state: Report['state']): ReportKind => {
  const scores = new Map(learned.kinds.map(({ kind, p }) => [kind, Math.log(p + 1e-3)]))
  const raise = (kind: ReportKind, factor: number) =>
    scores.set(kind, (scores.get(kind) ?? Math.log(1e-3)) + Math.log(factor))
  for (const [signal, kind, factor] of raises) {
    const strength = signals[signal] ?? 0
    if (strength !== 0) raise(kind, factor ** strength)
  }
  if (state === 'solved') raise('thanks', 4)
  if (!alarming.some((signal) => signals[signal] === 1)) raise('emergency', unalarmed)
  return [...scores].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

const logit = (p: number) => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))

/** The reading's own part of the log-odds that a post belongs with an incident. */
const fromSignals = (signals: Signals, { bias, signals: weights }: Gate): number => {
  let sum = bias
  for (const name in signals) sum += (weights[name] ?? 0) * signals[name]!
  return sum
}

export const kindOf = (
  evidence: SignalEvidence & { readonly state: Report['state'] },
  learned: Learned,
  gate: Gate,
): KindRead => {
  const signals = signalsOf(evidence)
  const logOdds = fromSignals(signals, gate) + stored.learned * logit(learned.report)
  return { kind: likeliest(signals, learned, evidence.state), reports: 1 / (1 + Math.exp(-logOdds)) }
}
