// Words by their consonants alone.
import { hash32 } from './hash.ts'

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

/** A word as it is compared: by its letters, and by its consonants in one alphabet for both scripts. */
export type Form = {
  readonly hash: number
  /** Consonants only, so that `kahraba` meets `كهربا`. Too short to tell: none. */
  readonly bones: string
  readonly bonesHash: number
}

const remembered = new Map<string, Form>()
export const formOf = (word: string): Form => {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const bones = make(word)
  const form = { hash: hash32(word), bones, bonesHash: hash32(bones) }
  if (remembered.size >= 50_000) remembered.clear()
  remembered.set(word, form)
  return form
}
export const skeleton = (word: string): string => formOf(word).bones

const make = (word: string): string => {
  let text = word.toLowerCase()
  for (const [from, to] of classes) text = text.replace(from, to)
  text = text.replace(/[^stkhbfjrlmn]/g, '').replace(/(.)\1+/g, '$1')
  return text.length >= 3 ? text : ''
}
