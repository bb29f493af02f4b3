// Small closed lists of words, folded the way a text is.
import { foldWord } from '../text/fold.ts'

/** Space-separated words as a set of folded keys. */
export const foldedSet = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(
    lines
      .flatMap((line) => line.split(' '))
      .filter((word) => word !== '')
      .flatMap((word) => [foldWord(word), foldWord(word, 'urdu')]),
  )
