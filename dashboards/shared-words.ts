// The words two texts share, spelling apart: a reading aid for eyes, which decides nothing.
export type Mark = { readonly start: number; readonly end: number; readonly aspect: string }

const zero = (digit: string) => String('٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'.indexOf(digit) % 10)

const fold = (word: string) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[٠-٩۰-۹]/g, zero)
    .replace(/^(?:[وفبلك]?ال|لل)(?=..)/, '')

const small = new Set(
  'من في على الى عن مع ما لا يا كل هذا هذي هذه اللي عند عندنا كان انا احنا هو هي ان او the and for this that with from has are was you'
    .split(' ')
    .map(fold),
)

type Word = { readonly start: number; readonly end: number; readonly key: string }
const wordsOf = (text: string): readonly Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}\u0640]+/gu)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length, key: fold(found[0]) }))
    .filter(({ key }) => (key.length > 2 || /^\d+$/.test(key)) && !small.has(key))

export const sharedWords = (here: string, there: string): { here: readonly Mark[]; there: readonly Mark[] } => {
  const [a, b] = [wordsOf(here), wordsOf(there)]
  const common = (words: readonly Word[], others: readonly Word[]) => {
    const keys = new Set(others.map(({ key }) => key))
    return words.filter(({ key }) => keys.has(key)).map(({ start, end }) => ({ start, end, aspect: 'words' }))
  }
  return { here: common(a, b), there: common(b, a) }
}
