// What everybody can read must tell nothing about anybody; the ministry's own numbers are nobody's.
import { maskPersonalData } from '../../dedupe/index.ts'

/** A single given name is also a word; a full name or a handle is somebody. */
const telling = (name: string): boolean => /\s/.test(name.trim()) || name.startsWith('@')

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

const latin = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))

/** Takes the numbers out, however they are grouped: `2465 1111` is `24651111`, and a longer number is neither. */
const withoutNumbers = (text: string, numbers: readonly string[]): string =>
  numbers
    .map((number) => latin(number).replace(/\D/g, ''))
    .filter((number) => number.length >= 3)
    .reduce(
      (rest, number) =>
        rest.replace(new RegExp(`(?<!\\d)(?:\\+?965[ -]?)?${[...number].join('[ -]?')}(?!\\d)`, 'g'), ''),
      latin(text),
    )

export const hasPersonalData = (text: string, names: readonly string[], hotlines: readonly string[] = []): boolean => {
  const rest = withoutNumbers(text, hotlines)
  return (
    maskPersonalData(rest) !== rest || names.some((name) => telling(name) && folded(text).includes(folded(name.trim())))
  )
}
