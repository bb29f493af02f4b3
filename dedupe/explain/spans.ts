// Where the words that matched stand in both posts, so that a screen can show them.
import { skeleton } from '../comparisons/skeleton.ts'
import type { Match, Report, Span, Term } from '../types.ts'

type Located = Pick<Term, 'here' | 'there'>
type Piece = Span & { readonly key: string }

/** A guess of the learned head or an account in a handle stands on no words of the text. */
const written = ({ start, end }: Span): boolean => end > start
const bare = ({ start, end }: Span): Span => ({ start, end })

const shared = (a: readonly Piece[], b: readonly Piece[]): { here: Span[]; there: Span[] } => {
  const [inA, inB] = [new Set(a.map((p) => p.key)), new Set(b.map((p) => p.key))]
  return { here: a.filter((p) => inB.has(p.key)).map(bare), there: b.filter((p) => inA.has(p.key)).map(bare) }
}

const places = (r: Report): Piece[] =>
  r.places
    .filter((p) => p.role === 'incident' && p.end > p.start)
    .map((p) => ({ start: p.start, end: p.end, key: `${p.slot}:${p.value}` }))
const problems = (r: Report): Piece[] =>
  r.concepts
    .filter((c) => written(c) && (c.role === 'problem' || c.role === 'thing'))
    .map((c) => ({ ...bare(c), key: c.id }))
const names = (r: Report): Piece[] => r.names.filter(written).map((n) => ({ ...bare(n), key: n.value }))
const words = (r: Report): Piece[] =>
  r.tokens.filter((t) => t.key.length > 1).map((t) => ({ ...bare(t), key: skeleton(t.key) || t.key }))
const states = (r: Report): Piece[] =>
  r.concepts.filter((c) => c.role === 'state').map((c) => ({ ...bare(c), key: c.id }))

const pieces: Partial<Record<Term['aspect'], (r: Report) => Piece[]>> = {
  place: places,
  problem: problems,
  topic: problems,
  names,
  words,
  state: states,
}

/** Adds the spans to a match's terms: those shared, or, in a conflict, what each side said. */
export const locate = (match: Match, report: Report, members: readonly Report[]): Match => {
  const spansOf = (aspect: Term['aspect']): Located => {
    const read = pieces[aspect]
    if (!read) return {}
    const here = read(report)
    const pairs = members.map((member) => ({ member, ...shared(here, read(member)) }))
    const best = pairs.reduce((a, b) => (b.here.length > a.here.length ? b : a), pairs[0]!)
    if (best.here.length > 0) return { here: best.here, there: { of: best.member.id, spans: best.there } }
    const other = members.find((m) => read(m).length > 0)
    if (aspect === 'words' || here.length === 0 || !other) return {}
    return { here: here.map(bare), there: { of: other.id, spans: read(other).map(bare) } }
  }
  if (members.length === 0) return match
  return { ...match, terms: match.terms.map((term) => ({ ...term, ...spansOf(term.aspect) })) }
}
