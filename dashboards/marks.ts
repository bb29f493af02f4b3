// Which words of a text are marked, and by which aspect: spans that overlap or overrun become clean segments.
import type { MatchWire, TermWire } from '../src/http/contract.ts'
import { type Mark, sharedWords } from './shared-words.ts'

export type { Mark } from './shared-words.ts'
export type Segment = { readonly start: number; readonly text: string; readonly aspect: string | null }

/** Earlier marks win where two meet; a mark outside the text (edited since) is cut to it. */
export const segments = (text: string, marks: readonly Mark[]): readonly Segment[] => {
  const clean = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const found: Segment[] = []
  let at = 0
  for (const mark of clean) {
    const start = Math.max(at, mark.start)
    if (start >= mark.end) continue
    if (start > at) found.push({ start: at, text: text.slice(at, start), aspect: null })
    found.push({ start, text: text.slice(start, mark.end), aspect: mark.aspect })
    at = mark.end
  }
  if (at < text.length) found.push({ start: at, text: text.slice(at), aspect: null })
  return found
}

const spansHere = (terms: readonly TermWire[]): readonly Mark[] =>
  terms.flatMap((term) => (term.here ?? []).map((span) => ({ ...span, aspect: term.aspect })))

const spansThere = (terms: readonly TermWire[], postId: string): readonly Mark[] =>
  terms.flatMap((term) =>
    term.there?.of === postId ? term.there.spans.map((span) => ({ ...span, aspect: term.aspect })) : [],
  )

type Said = { readonly id: string; readonly text: string }

/** The words that took part in the comparison, in both posts; where the matcher marked none, the words they share. */
export const marksOf = (terms: readonly TermWire[], here: Said, there: Said) => {
  const marked = { here: spansHere(terms), there: spansThere(terms, there.id) }
  return marked.here.length + marked.there.length > 0 ? marked : sharedWords(here.text, there.text)
}

/** The case's post that most terms point at: the one to show beside. */
const leanedOn = (match: MatchWire): string | null => {
  const votes = new Map<string, number>()
  for (const term of match.terms) {
    if (term.there === undefined) continue
    votes.set(term.there.of, (votes.get(term.there.of) ?? 0) + Math.abs(term.weight))
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** The post to show beside: the one the comparison leaned on, else the one that shares most words. */
export const nearestPost = <T extends Said>(match: MatchWire, here: Said, posts: readonly T[]): T | undefined => {
  const others = posts.filter((post) => post.id !== here.id)
  const named = leanedOn(match)
  const shared = (post: T) => sharedWords(here.text, post.text).here.length
  return others.find((post) => post.id === named) ?? others.toSorted((a, b) => shared(b) - shared(a))[0]
}
