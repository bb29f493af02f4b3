// Words by their consonants alone.
const classes: readonly (readonly [RegExp, string])[] = [
  [/[ثسصشţ]|sh|[sz]|[زذظ]/gu, 's'],
  [/[تطد]|[td]/gu, 't'],
  [/[قكگ]|[kqcg]|غ/gu, 'k'],
  [/[حهخ]|kh|h/gu, 'h'],
  [/[بپ]|[bp]/gu, 'b'],
  [/[فڤ]|[fv]/gu, 'f'],
  [/[جچ]|[j]|ch/gu, 'j'],
  [/ر|r/gu, 'r'],
  [/ل|l/gu, 'l'],
  [/م|m/gu, 'm'],
  [/[نں]|n/gu, 'n'],
]

/** Consonants in one alphabet for both scripts, so that `kahraba` meets `كهربا`. Too short to tell: none. */
export const skeleton = (word: string): string => {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const made = make(word)
  if (remembered.size >= 50_000) remembered.clear()
  remembered.set(word, made)
  return made
}

const remembered = new Map<string, string>()
const make = (word: string): string => {
  let text = word.toLowerCase()
  for (const [from, to] of classes) text = text.replace(from, to)
  text = text.replace(/[^stkhbfjrlmn]/g, '').replace(/(.)\1+/g, '$1')
  return text.length >= 3 ? text : ''
}
