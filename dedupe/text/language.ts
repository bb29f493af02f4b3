// Which language a post is in: script first, then letters and function words that give it away, a statistical guess last.
import { franc } from 'franc'
import type { Language } from '../types.ts'
import { formLanguages, functionWords, isKnown, lexiconWords, maskOf } from './lexicon.ts'
import type { Word } from './tokens.ts'

const URDU_LETTER = /[ٹڈڑںےہۓۂ]/g
const ARABIC_LETTER = /[ةىأإآكيؤء]|(?:^|\s)ال/g
const FOREIGN_LETTER = /[گچپژکی]/

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** Urdu and Persian keep their own letters when they are folded, so this is asked before folding. */
export const arabicScriptLanguage = (source: string): 'ar' | 'ur' | 'fa' => {
  const urdu = count(source, URDU_LETTER)
  if (urdu === 0 && !FOREIGN_LETTER.test(source)) return 'ar'
  const arabic = count(source, ARABIC_LETTER)
  if (urdu > 0) return urdu * 2 >= arabic ? 'ur' : 'ar'
  if (arabic > 0) return 'ar'
  const guess = franc(source.slice(0, 400), { only: ['arb', 'urd', 'pes'], minLength: 3 })
  return guess === 'urd' ? 'ur' : guess === 'pes' ? 'fa' : 'ar'
}

const indicLanguage = (word: string): Language => {
  const code = word.charCodeAt(0)
  return code < 0x980 ? 'hi' : code < 0xa00 ? 'bn' : code >= 0xd00 ? 'ml' : 'other'
}

/** Digits that stand for Arabic letters: 3endna, 7awalli; not 3pm, 2nd, 4th, blk5. */
const arabiziDigit = (key: string) =>
  /[a-z']/.test(key) &&
  /[2356789]/.test(key) &&
  !/^\d+(?:st|nd|rd|th|pm|am|h|hr|hrs|min|mins|k|kd|g|m|km|x|d|w|days?|kg|ml)$/.test(key) &&
  !/^(?:b|blk|block|bl|st|str|street|q|h|hs|house|ave|av|r|rd|g|t|no|flat|apt|covid|mp|f|km|p|l)\d+[a-z]?$/.test(key)
const ARABIZI_PREFIX = /^(?:el|al|il|bel|bil|lel|wel|fel)-?[a-z]{3}/

const candidates: readonly { readonly language: Language; readonly mask: number }[] = [
  { language: 'arabizi', mask: maskOf(['arabizi']) },
  { language: 'en', mask: maskOf(['en']) },
  { language: 'tl', mask: maskOf(['tl']) },
  { language: 'roman-ur', mask: maskOf(['roman_ur_hi']) },
  { language: 'roman-ml', mask: maskOf(['roman_ml']) },
]

/** A word's weight is shared by the languages that have it. */
const vote = (votes: number[], mask: number, weight: number): void => {
  let sharers = 0
  for (const { mask: own } of candidates) if (mask & own) sharers++
  if (sharers > 0) for (const [i, { mask: own }] of candidates.entries()) if (mask & own) votes[i]! += weight / sharers
}

const latinLanguage = (words: readonly Word[], source: string): Language => {
  const votes = candidates.map(() => 0)
  for (const { key, script } of words) {
    if (script !== 'latin') continue
    vote(votes, functionWords.get(key) ?? 0, 1)
    vote(votes, lexiconWords.get(key) ?? 0, 0.4)
    if (arabiziDigit(key)) votes[0]! += 1.5
    else if (ARABIZI_PREFIX.test(key) && !isKnown(key)) votes[0]! += 0.3
  }
  const best = Math.max(...votes)
  if (best >= 0.5) return candidates[votes.indexOf(best)]!.language
  return franc(source.slice(0, 400), { only: ['eng', 'tgl'], minLength: 3 }) === 'tgl' ? 'tl' : 'en'
}

export const languageOf = (words: readonly Word[], source: string, arabicScript: 'ar' | 'ur' | 'fa'): Language => {
  const letters = { arabic: 0, latin: 0, indic: 0, other: 0, digit: 0 }
  for (const { key, script } of words) letters[script] += key.length
  const most = Math.max(letters.arabic, letters.latin, letters.indic, letters.other)
  if (most === 0) return 'none'
  if (letters.arabic === most || letters.arabic * 2 >= most) return arabicScript
  if (letters.indic === most || letters.indic * 2 >= most)
    return indicLanguage(words.find((word) => word.script === 'indic')!.key)
  return letters.other === most ? 'other' : latinLanguage(words, source)
}

const reads: Readonly<Record<Language, number>> = {
  ar: maskOf(['kw', 'msa', 'eg_lev', 'en', 'arabizi']),
  arabizi: maskOf(['arabizi', 'en', 'kw', 'msa', 'eg_lev']),
  en: maskOf(['en', 'kw', 'msa', 'eg_lev']),
  ur: maskOf(['ur', 'en']),
  hi: maskOf(['hi', 'en']),
  'roman-ur': maskOf(['roman_ur_hi', 'en']),
  bn: maskOf(['bn', 'en']),
  tl: maskOf(['tl', 'en']),
  ml: maskOf(['ml', 'en']),
  'roman-ml': maskOf(['roman_ml', 'en']),
  fa: maskOf(['ur', 'msa', 'en']),
  other: maskOf(formLanguages.filter((language) => language !== 'ur')),
  none: 0,
}
/** The lexicon's languages that are admitted in a post of this language: Urdu forms never meet Arabic words. */
export const readsOf = (language: Language): number => reads[language]
