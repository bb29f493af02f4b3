// What the matcher knows of Kuwait, as data: places, concepts, topics, agencies, and the borders of its areas.
import agencyRows from './agencies.json' with { type: 'json' }
import areaBorders from './areas.geo.json' with { type: 'json' }
import conceptRows from './concepts.json' with { type: 'json' }
import governorateBorders from './governorates.geo.json' with { type: 'json' }
import placeRows from './places.json' with { type: 'json' }
import stopwordRows from './stopwords.json' with { type: 'json' }
import topicRows from './topics.json' with { type: 'json' }

export type FormLanguage =
  | 'kw'
  | 'msa'
  | 'eg_lev'
  | 'en'
  | 'arabizi'
  | 'ur'
  | 'hi'
  | 'roman_ur_hi'
  | 'bn'
  | 'tl'
  | 'ml'
  | 'roman_ml'

export type ConceptKind =
  | 'problem'
  | 'effect'
  | 'cause'
  | 'action'
  | 'state'
  | 'thing'
  | 'party'
  | 'place-type'
  | 'service'
  | 'cue'

export type TimeFields = {
  readonly offset?: string
  readonly approx?: boolean
  readonly from?: string
  readonly part?: string
  readonly since?: boolean
  readonly recurring?: boolean
  readonly every?: string
}

export type Concept = {
  readonly id: string
  readonly kind: ConceptKind
  readonly en: string
  readonly ar: string
  readonly topic: string | null
  readonly broader: readonly string[]
  readonly contrary: readonly string[]
  readonly unlike: readonly string[]
  readonly forms: Readonly<Partial<Record<FormLanguage, readonly string[]>>>
  readonly sign?: -1 | 0 | 1
  readonly negation?: boolean
  readonly post?: string
  readonly resolved?: boolean
  readonly same?: boolean
  readonly urgency?: string
  readonly time?: TimeFields
  readonly unit?: string
  readonly number?: number
  readonly notation?: string
  readonly relation?: string
  readonly qty?: { readonly scope?: string; readonly share?: number }
}

export type Place = {
  readonly id: string
  readonly slot: 'area' | 'road' | 'landmark'
  readonly type: string
  readonly ar: string
  readonly en: string
  readonly governorate?: string
  /** Areas a road runs through or a landmark stands in. */
  readonly areas: readonly string[]
  readonly lat: number | null
  readonly lon: number | null
  /**
   * Its bare name is also a word: in any script, more often that word than the place (`common`), as often, seldom
   * (`rare`); or a person's.
   */
  readonly ambiguous: 'any' | 'common' | 'word' | 'rare' | 'person' | null
  readonly names: readonly string[]
  /** Names that are also ordinary words: they count only beside a cue. */
  readonly weak: readonly string[]
}

export type Border = { readonly id: string; readonly rings: readonly (readonly (readonly number[])[])[] }

export type Topic = {
  readonly id: string
  readonly authority: string
  readonly ar: string
  readonly en: string
  readonly needs_location: boolean
  readonly default_urgency: string
  readonly keywords: Readonly<Record<'kw' | 'msa' | 'en' | 'arabizi', readonly string[]>>
}

export type Agency = { readonly id: string; readonly ar: string; readonly en: string; readonly abbr: string | null }

export const concepts = conceptRows as unknown as readonly Concept[]
export const places = placeRows as unknown as readonly Place[]
export const topics = topicRows as unknown as readonly Topic[]
export const agencies = agencyRows as unknown as readonly Agency[]
export const borders = {
  areas: areaBorders as unknown as readonly Border[],
  governorates: governorateBorders as unknown as readonly Border[],
}
export const stopwords = stopwordRows as unknown as Readonly<Record<FormLanguage, readonly string[]>>
