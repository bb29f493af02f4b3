// The words of the matcher: what goes in (Post), what is compared (Report), what comes out (Decision).
// Everything here is plain JSON data, so that it can be stored, explained and replayed.

/** One thing an author said, as the engine may see it. Nothing else about a post may influence a decision. */
export type Post = {
  readonly id: string
  readonly channel: string
  /** dm, mention, comment, reply, caption, … as the channel calls the surface. */
  readonly kind: string
  /** Opaque author key, unique within a channel; null where the channel hides it. */
  readonly author: string | null
  readonly text: string
  /** Milliseconds since the epoch, UTC. */
  readonly at: number
  readonly replyTo: string | null
  readonly media: readonly { readonly kind: string; readonly phash: string | null }[]
  /** A pin the author shared. */
  readonly location: { readonly lat: number; readonly lon: number } | null
  readonly forwarded: boolean
}

export type Language =
  | 'ar'
  | 'arabizi'
  | 'en'
  | 'ur'
  | 'hi'
  | 'roman-ur'
  | 'bn'
  | 'tl'
  | 'ml'
  | 'roman-ml'
  | 'fa'
  | 'other'
  | 'none'

export type ReportKind =
  | 'complaint'
  | 'suggestion'
  | 'inquiry'
  | 'emergency'
  | 'thanks'
  | 'follow-up'
  | 'correction'
  | 'withdrawal'
  | 'greeting'
  | 'advert'
  | 'chain'
  | 'general-question'
  | 'other'

/** Characters [start, end) of the post's own text, in UTF-16 units: what an explanation highlights. */
export type Span = { readonly start: number; readonly end: number }

/** A token after folding: `key` is compared, `span` is shown. */
export type Token = Span & { readonly key: string; readonly script: 'arabic' | 'latin' | 'digit' | 'other' }

/**
 * A place the post names. `incident` is where it happened; `home`, `direction` and `negated` never count as that.
 * `sure` is false for a bare name that is also a word or a person: it never vetoes and never opens a key alone.
 */
export type PlaceMention = Span & {
  readonly slot: 'area' | 'block' | 'street' | 'avenue' | 'house' | 'road' | 'landmark' | 'governorate'
  /** Gazetteer id for area, road and landmark; the folded number or name for the rest. */
  readonly value: string
  /** The area a block, street or landmark lies in, where it is known. */
  readonly area: string | null
  readonly role: 'incident' | 'direction' | 'home' | 'negated' | 'other'
  readonly sure: boolean
  readonly source: 'text' | 'handle' | 'pin' | 'implied'
}

/** A concept of the lexicon (`power.outage`) found in the text. `sure` is false where a single ambiguous word said it. */
export type ConceptMention = Span & {
  readonly id: string
  readonly role: 'problem' | 'thing' | 'state' | 'cue'
  readonly sure: boolean
}

/** A named shop, clinic, school, app, provider, contractor. */
export type NameMention = Span & { readonly kind: string; readonly value: string; readonly sure: boolean }

/** What the post says about the matter's state. `again`: solved before and back. */
export type MatterState = 'open' | 'solved' | 'again' | 'unknown'

/** A post prepared for comparison. Personal data in it is masked. */
export type Report = {
  readonly id: string
  readonly channel: string
  readonly surface: string
  readonly author: string | null
  readonly at: number
  readonly replyTo: string | null
  readonly forwarded: boolean
  readonly language: Language
  readonly kind: ReportKind
  /** Probability 0..1 that the post belongs with an incident (reports one or follows one up) rather than with nothing. */
  readonly reports: number
  readonly tokens: readonly Token[]
  readonly places: readonly PlaceMention[]
  readonly concepts: readonly ConceptMention[]
  readonly names: readonly NameMention[]
  /** Taxonomy topics, best first, probabilities sum to at most 1. */
  readonly topics: readonly { readonly id: string; readonly p: number }[]
  readonly agency: string | null
  readonly state: MatterState
  /** When it happened, ms since the epoch; equals `at` when the text says nothing. */
  readonly happened: { readonly from: number; readonly to: number; readonly said: boolean; readonly recurring: boolean }
  readonly phashes: readonly string[]
  readonly urls: readonly string[]
  /** Hash of the cleaned text: equal for verbatim copies. */
  readonly copy: string
  /** The text's meaning as a learned vector, -127 … 127 a number; empty where the encoder knows nothing in it. */
  readonly meaning?: readonly number[]
  /** Version of the language layer and profile that made this report. */
  readonly version: string
}

/** What a report must share with a case to be compared with it. */
export type BlockKey = string

/** One rung of one aspect's ladder, with its match weight in log-odds (natural log). */
export type Term = {
  readonly aspect:
    | 'place'
    | 'topic'
    | 'problem'
    | 'time'
    | 'words'
    | 'meaning'
    | 'names'
    | 'media'
    | 'thread'
    | 'author'
    | 'state'
    | 'kind'
    | 'bias'
  readonly level: string
  readonly weight: number
  readonly veto?: boolean
  /** The words that matched: spans in the new post and in the case's post `of`. */
  readonly here?: readonly Span[]
  readonly there?: { readonly of: string; readonly spans: readonly Span[] }
}

/** A comparison of one report with one case, fully explained. */
export type Match = {
  readonly case: string
  /** Sum of the terms' weights, log-odds. */
  readonly weight: number
  /** Calibrated probability 0..1 that the report is of this case's incident. */
  readonly p: number
  readonly vetoed: boolean
  readonly terms: readonly Term[]
}

/** A case as the matcher sees it: some members stand for all (founder, newest, most telling). */
export type CaseView = {
  readonly id: string
  readonly members: readonly Report[]
  /** How many posts the case holds in all. */
  readonly size: number
  /** When it was solved or closed, ms since the epoch. */
  readonly closedAt: number | null
}

/**
 * What to do with a report. `same`: attach to `match.case`. `review`: open a case of its own and ask a person about
 * `suggested` (at most 3, best first). `different`: open a case. `none`: opens nothing, waits in the lane "no case"
 * (a follow-up may still carry suggestions). `p` = probability, now, that the best-ranked case is right (0 without any).
 */
export type Decision = {
  readonly kind: 'same' | 'review' | 'different' | 'none'
  readonly p: number
  readonly match: Match | null
  readonly suggested: readonly Match[]
  /** The best case that was not taken and the terms on which it lost. */
  readonly rival: Match | null
  /** `no-report` reason code for `none`; else why the zone was chosen, as a stable key. */
  readonly reason: string
  /** A recurrence: the same matter, solved before. */
  readonly recurrenceOf: string | null
}

export type Mode = 'strict' | 'balanced'

/** People's verdicts between posts; they always win. */
export type Verdict = { readonly a: string; readonly b: string; readonly link: 'must' | 'cannot' }
