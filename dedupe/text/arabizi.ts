// Arabic words written in Latin letters, found in the Kuwaiti lexicon by their consonants: maq6oo3 = مقطوع.

/** Consonant class of an Arabic letter, as sound.ts gives it for Latin; long vowels and ع say nothing reliable. */
const CLASS: Readonly<Record<string, string>> = {
  ب: 'B',
  ت: 'T',
  ث: 'T',
  ج: 'J',
  ح: 'H',
  خ: 'X',
  د: 'D',
  ذ: 'D',
  ر: 'R',
  ز: 'Z',
  س: 'S',
  ش: 'C',
  ص: 'S',
  ض: 'D',
  ط: 'T',
  غ: 'G',
  ف: 'F',
  ق: 'G',
  ك: 'K',
  ل: 'L',
  م: 'M',
  ن: 'N',
  ه: 'H',
}

/** The consonants of a folded Arabic word, doubles once, a final ه left out. */
export const arabicBones = (word: string): string => {
  let bones = ''
  for (let i = 0; i < word.length; i++) {
    const kind = i === word.length - 1 && word[i] === 'ه' ? '' : (CLASS[word[i]!] ?? '')
    if (kind !== bones.at(-1)) bones += kind
  }
  return bones
}

const LEAST = 3

/** Words by their consonants; of several with the same, the one the lexicon uses most. */
export const createArabizi = (uses: ReadonlyMap<string, number>): ((bones: string) => string | null) => {
  const byBones = new Map<string, string>()
  for (const [word, count] of uses) {
    const bones = arabicBones(word)
    if (bones.length < LEAST) continue
    const known = byBones.get(bones)
    if (known === undefined || count > uses.get(known)!) byBones.set(bones, word)
  }
  return (bones) => byBones.get(bones) ?? null
}
