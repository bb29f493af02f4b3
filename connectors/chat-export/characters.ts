// What phones put between the characters: direction marks, hard spaces, digits of other scripts.

const marks = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/g
const nativeDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0d66-\u0d6f]/g

export const withoutMarks = (text: string): string => text.replace(marks, '')

export const latinDigits = (text: string): string =>
  text.replace(nativeDigits, (digit) => {
    const code = digit.charCodeAt(0)
    // Each block of ten starts at …0 or …6; the low nibble tells which.
    return String((code & 0xf) >= 6 && code > 0x900 ? (code & 0xf) - 6 : code & 0xf)
  })

const layout = /[\t\u00a0\u1680\u2000-\u200b\u200e\u200f\u061c\u202a-\u202f\u205f\u2066-\u2069\u3000\ufeff]| {2}/

/** One spelling of what only layout tells apart: for phrases, names and ids, never for a citizen's text. */
export const plain = (text: string): string =>
  layout.test(text) ? withoutMarks(text).replace(spaces, ' ').replace(/ +/g, ' ').trim() : text.trim()

export const isMark = (code: number): boolean =>
  code === 0x200e || code === 0x200f || code === 0xfeff || (code >= 0x202a && code <= 0x202e)

const isOuter = (code: number): boolean =>
  code === 0x20 ||
  code === 0x0a ||
  code === 0x0d ||
  code === 0x09 ||
  code === 0xa0 ||
  code === 0x202f ||
  code === 0x200b ||
  code === 0x200e ||
  code === 0x200f ||
  code === 0x61c ||
  code === 0xfeff

/** Marks and spaces at the ends go, what stands inside the words stays as it was written. */
export const trimLayout = (text: string): string => {
  let [from, to] = [0, text.length]
  while (from < to && isOuter(text.charCodeAt(from))) from++
  while (to > from && isOuter(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}
