// Places spelled as they sound (Arabizi, English by ear, Indic scripts) or with a slip of the finger: compared with the
// gazetteer only, closest first, and the less there is to compare, the closer it must be.
import { type Place, places } from '../profiles/kuwait/index.ts'
import { foldWord } from '../text/fold.ts'
import { isArticle, isKnown, isOrdinary, stem } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { distance, type Sound, soundOf, soundsOf } from '../text/sound.ts'

type Spelled = { readonly place: Place; readonly plain: string }

const LATIN_ARTICLE = /^(?:al|el|il|as|ad|ar|an|ash|the)$/
const bySound = new Map<string, Spelled[]>()
const latinWords = (name: string) =>
  name
    .toLowerCase()
    .split(/[^a-z0-9']+/)
    .filter((word) => word !== '' && !LATIN_ARTICLE.test(word))

for (const place of places) {
  if (place.slot !== 'area' && place.type === 'street') continue
  for (const name of place.names) {
    // A numbered part sounds like the whole; the number behind the whole leads to it (place-names.ts).
    if (!/^[A-Za-z0-9' .-]+$/.test(name) || /\d$/.test(name)) continue
    const sounds = latinWords(name).map(soundOf)
    const bones = sounds.map((sound) => sound.bones).join('')
    if (bones.length < 1) continue
    const plain = sounds.map((sound) => sound.plain).join('')
    const row = bySound.get(bones) ?? []
    if (!row.some((other) => other.place.id === place.id && other.plain === plain)) row.push({ place, plain })
    bySound.set(bones, row)
  }
}

/** The beginnings of all those consonants: what goes on from none of them will never sound like a place. */
const beginnings = new Set([...bySound.keys()].flatMap((bones) => Array.from(bones, (_, i) => bones.slice(0, i + 1))))

/** How sure the words around a spelling are that a place stands there: an address or a preposition, its position, nothing. */
export type Cue = 'strong' | 'weak' | 'none'

/** How far a spelling may be from the name, by how many consonants agree; less than zero = not at all. */
const allowed = (bones: string, plain: string, cue: Cue): number => {
  if (bones.length >= 5) return cue === 'strong' ? Math.floor(plain.length / 3) : 2
  if (bones.length === 4) return cue === 'strong' ? 3 : cue === 'weak' ? 2 : 1
  if (bones.length === 3) return cue === 'strong' ? (plain.length > 6 ? 2 : 1) : cue === 'weak' ? 1 : -1
  return cue === 'strong' && plain.length >= 4 ? 1 : cue === 'weak' && plain.length >= 5 ? 0 : -1
}

/**
 * A longer name spelt out letter by letter needs no cue where the language writes names by ear; the Indic scripts have
 * few other words that sound so, and may speak a short vowel that Arabic leaves out.
 */
const byEar = (heardIn: 'indic' | 'latin' | null, { bones }: Sound, plain: string, off: number): boolean =>
  heardIn === 'indic'
    ? (off === 0 && plain.length >= 5) || (off === 1 && plain.length >= 6 && bones.length >= 3)
    : heardIn === 'latin' && off === 0 && plain.length >= 6

const closest = (sound: Sound, cue: Cue, heardIn: 'indic' | 'latin' | null): { place: Place; off: number } | null => {
  const most = allowed(sound.bones, sound.plain, cue)
  let best: { place: Place; off: number } | null = null
  let tied = false
  for (const { place, plain } of bySound.get(sound.bones) ?? []) {
    if (place.slot !== 'area' && sound.bones.length < 5) continue
    const off = distance(sound.plain, plain, Math.max(0, most))
    if (off > most && !byEar(heardIn, sound, plain, off)) continue
    if (best === null || off < best.off) {
      tied = false
      best = { place, off }
    } else if (off === best.off && place.id !== best.place.id) tied = best.place.slot === place.slot
  }
  return tied ? null : best
}

const LONGEST = 4

/** What was heard so far with one more word, as far as a place may begin so. */
const soundsWith = (sounds: readonly Sound[], word: string): Sound[] => {
  const longer: Sound[] = []
  for (const before of sounds)
    for (const sound of soundsOf(word)) {
      const bones = before.bones + sound.bones
      if (bones === '' || beginnings.has(bones)) longer.push({ plain: before.plain + sound.plain, bones })
    }
  return longer
}

/** The longest run of words from `from` that sounds like a place. */
export const soundsLike = (
  { words, keys, language }: Reading,
  from: number,
  cueOf: () => Cue,
): { readonly place: Place; readonly to: number; readonly off: number } | null => {
  let sounds: Sound[] = [{ plain: '', bones: '' }]
  let best: { place: Place; to: number; off: number } | null = null
  let used = 0
  let cue: Cue | undefined
  for (let to = from; to < words.length && used < LONGEST; to++) {
    const word = words[to]!
    if (word.script !== 'latin' && word.script !== 'indic') break
    if (to > from && word.gap === 'sentence') break
    if (isArticle(word.key)) continue
    used++
    sounds = soundsWith(sounds, word.key)
    if (sounds.length === 0) break
    const heardIn = word.script === 'indic' ? 'indic' : language === 'en' ? null : 'latin'
    // A run that begins with an ordinary word is a name only where it is spelt like one.
    const ordinary = isOrdinary(keys[from]!)
    for (const sound of sounds) {
      if (!bySound.has(sound.bones)) continue
      cue ??= cueOf()
      const found = closest(sound, ordinary ? 'none' : cue, heardIn)
      if (found === null || (ordinary && found.off > 0)) continue
      if (best === null || best.to <= to || found.off < best.off) best = { ...found, to: to + 1 }
    }
  }
  return best
}

/** One letter left out at every place: two words one slip apart share one of these. */
const slips = (word: string): string[] => [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]
const bySlip = new Map<string, Place[]>()
for (const place of places) {
  if (place.slot !== 'area') continue
  for (const name of place.names) {
    const word = foldWord(name)
    const key = stem(word)
    if (/[^\u0600-\u06ff]/.test(word) || key.length < 5) continue
    for (const slip of slips(key)) {
      const row = bySlip.get(slip) ?? []
      if (!row.includes(place)) row.push(place)
      bySlip.set(slip, row)
    }
  }
}

/** An Arabic word one letter away from exactly one area's name; only asked where a cue says that a place stands here. */
export const misspelled = (key: string): Place | null => {
  if (key.length < 5 || key.length > 14 || isKnown(key)) return null
  const found = new Set(slips(key).flatMap((slip) => bySlip.get(slip) ?? []))
  return found.size === 1 ? [...found][0]! : null
}
