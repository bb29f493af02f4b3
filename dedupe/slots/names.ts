// Named things: a shop, school, clinic, company, app. A word for the kind of thing, then a name that is no ordinary word.

import { functionWords, isKnown } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import type { NameMention } from '../types.ts'
import { foldedSet } from './words.ts'

const kinds: readonly { readonly kind: string; readonly words: ReadonlySet<string> }[] = [
  { kind: 'coop', words: foldedSet('جمعية coop jam3iya jam3eyat jam3iyat') },
  { kind: 'school', words: foldedSet('مدرسة ثانوية ابتدائية متوسطة روضة حضانة school nursery madrasat اسکول स्कूल') },
  { kind: 'clinic', words: foldedSet('مستوصف عيادة مركز clinic polyclinic mustawsaf') },
  { kind: 'hospital', words: foldedSet('مستشفى hospital mustashfa mostashfa') },
  { kind: 'mosque', words: foldedSet('مسجد مسيد جامع mosque masjid') },
  {
    kind: 'shop',
    words: foldedSet(
      'محل مطعم مخبز صالون بقالة كافيه كوفي مقهى معرض سوبرماركت مغسلة صيدلية ورشة كراج restaurant bakery salon cafe shop store pharmacy supermarket grocery mat3am ma7al',
    ),
  },
  { kind: 'company', words: foldedSet('شركة مؤسسة مقاول مكتب company contractor sharika sherkat') },
  { kind: 'app', words: foldedSet('تطبيق برنامج app application tatbeeq') },
]

/** A word's place among the kinds; of several the first. */
const kindAt = new Map<string, number>()
for (const [i, { words }] of kinds.entries()) for (const word of words) if (!kindAt.has(word)) kindAt.set(word, i)

const kindOf = (key: string, stem: string): string | undefined =>
  kinds[Math.min(kindAt.get(key) ?? kinds.length, kindAt.get(stem) ?? kinds.length)]?.kind

const isName = ({ words, keys, language }: Reading, i: number): boolean => {
  const word = words[i]
  if (word === undefined || word.script === 'digit' || word.key.length < 3 || word.gap === 'sentence') return false
  if (language === 'en' && !/^[A-Z]/.test(word.key)) return false
  return !isKnown(keys[i]!) && !functionWords.has(word.key)
}

export const namesIn = (reading: Reading): NameMention[] => {
  const { words, keys, source } = reading
  const found: NameMention[] = []
  for (let i = 0; i < words.length; i++) {
    const kind = kindOf(words[i]!.key, keys[i]!)
    if (kind === undefined) continue
    let to = i + 1
    while (to < i + 4 && isName(reading, to) && (to === i + 1 || words[to]!.gap === 'none')) to++
    if (to === i + 1) continue
    const start = words[i]!.start
    const end = start + source.slice(start, words[to - 1]!.end).trimEnd().length
    found.push({ kind, value: keys.slice(i + 1, to).join(' '), start, end, sure: true })
    i = to - 1
  }
  return found
}
