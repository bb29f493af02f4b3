// Verbatim copies: the same words after folding give the same hash, whatever their spacing, marks or emoji.
import type { Word } from './tokens.ts'

/** 53-bit hash (cyrb53) of the words, in base 36: no security, only equality. */
const hash = (text: string): string => {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

/**
 * Empty for a post without words: two photos alone are not copies of each other. `rest` is what a very long text says
 * beyond the words that were read.
 */
export const copyHash = (words: readonly Word[], rest = ''): string =>
  words.length === 0 ? '' : hash(words.map((word) => word.key).join(' ') + rest.replace(/\s+/g, ' '))
