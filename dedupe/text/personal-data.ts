// Phone numbers, civil ids, e-mail addresses and car plates are covered before a text is compared, logged or shown.
// Every character is covered by one dot, so that what remains keeps its place.

const D = '[0-9\u0660-\u0669\u06f0-\u06f9]'
const GAP = '[ \\u00a0.\\-\u200e\u200f\u202a-\u202e]'
/** Kuwaiti numbers begin with 2, 4, 5, 6 or 9; a foreign one carries its + or 00. */
const LOCAL = '[24569\u0662\u0664-\u0666\u0669\u06f2\u06f4-\u06f6\u06f9]'
const START = `(?<!${D})`
const END = `(?!${D})`

const patterns: readonly RegExp[] = [
  // E-mail.
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
  // Civil id: twelve digits, century first.
  new RegExp(`${START}[23\u0662\u0663\u06f2\u06f3]${D}{11}${END}`, 'g'),
  // Country code and number.
  new RegExp(`(?:\\+|${START}[0\u0660\u06f0]{2})${GAP}?${D}(?:${GAP}?${D}){6,13}${END}`, 'g'),
  // Eight digits, in one, two, three or four groups.
  new RegExp(
    `${START}(?:[9\u0669\u06f9][6\u0666\u06f6][5\u0665\u06f5]${GAP}?)?${LOCAL}${D}{3}${GAP}?${D}{4}${END}`,
    'g',
  ),
  new RegExp(`${START}${LOCAL}${D}${GAP}${D}{2}${GAP}${D}{2}${GAP}${D}{2}${END}`, 'g'),
  new RegExp(`${START}${LOCAL}${D}{2}${GAP}${D}{2}${GAP}${D}{3}${END}`, 'g'),
  // Plate: "12/34567", "لوحة ١٢-٣٤٥٦", "plate 12 34567".
  new RegExp(`${START}${D}{1,2}[/\\\\]${D}{4,6}${END}`, 'g'),
  new RegExp(
    `(?:لوحة|لوحه|لوحته|لوحتها|plate|رقم السيارة|رقم السياره)(?: رقم| no\\.?| number)?[ :]{0,2}${D}{1,2}[ \\-/]?${D}{3,6}${END}`,
    'gi',
  ),
]

const hasNumber = new RegExp(`${D}(?:${GAP}?${D}){4}|${D}[/\\\\]|@`)

const digits = new RegExp(D, 'g')
const cover = (found: string) => '•'.repeat(found.length)
const coverDigits = (found: string) => found.replace(digits, '•')

export const maskPersonalData = (text: string): string => {
  if (!hasNumber.test(text)) return text
  return patterns.reduce((masked, pattern, i) => masked.replace(pattern, i === 0 ? cover : coverDigits), text)
}
