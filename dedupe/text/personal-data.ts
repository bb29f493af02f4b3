// Phone numbers, civil ids, bank accounts, e-mail addresses and car plates are covered before a text is compared, logged or shown.
// Every character is covered by one dot, so that what remains keeps its place.

/** Digits of every script people write here: ASCII, Arabic, Persian, Devanagari, Bengali, Malayalam. */
const D = '[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0d66-\u0d6f]'
const GAP = '[ \\u00a0.\\-\u200e\u200f\u202a-\u202e]'
/** Kuwaiti numbers begin with 2, 4, 5, 6 or 9; a foreign one carries its + or 00. */
const LOCAL =
  '[24569\u0662\u0664-\u0666\u0669\u06f2\u06f4-\u06f6\u06f9\u0968\u096a-\u096c\u096f\u09e8\u09ea-\u09ec\u09ef\u0d68\u0d6a-\u0d6c\u0d6f]'
const START = `(?<!${D})`
const END = `(?!${D})`

const patterns: readonly RegExp[] = [
  // E-mail.
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
  // Civil id: twelve digits, century first, in one or in groups.
  new RegExp(`${START}(?=[23\u0662\u0663\u06f2\u06f3])${D}(?:${GAP}?${D}){11}${END}`, 'g'),
  // Bank account: KW, two digits, four letters, twenty-two digits or letters.
  /(?<![A-Za-z0-9])KW[0-9]{2} ?[A-Z]{4}(?: ?[A-Z0-9]){22}(?![A-Za-z0-9])/gi,
  // Country code and number.
  new RegExp(`(?:\\+|${START}[0\u0660\u06f0]{2})${GAP}?${D}(?:${GAP}?${D}){6,13}${END}`, 'g'),
  // Eight digits, in one, two, three or four groups.
  new RegExp(
    `${START}(?:[9\u0669\u06f9][6\u0666\u06f6][5\u0665\u06f5]${GAP}?)?${LOCAL}${D}{3}${GAP}?${D}{4}${END}`,
    'g',
  ),
  new RegExp(`${START}${LOCAL}${D}${GAP}${D}{2}${GAP}${D}{2}${GAP}${D}{2}${END}`, 'g'),
  new RegExp(`${START}${LOCAL}${D}{2}${GAP}${D}{2}${GAP}${D}{3}${END}`, 'g'),
  new RegExp(`${START}${LOCAL}${D}{3} ${D}{2} ${D}{2}${END}`, 'g'),
  new RegExp(`${START}${LOCAL}(?:${GAP}${D}){7}${END}`, 'g'),
  // Plate: "12/34567", "لوحة ١٢-٣٤٥٦", "plate 12 34567".
  new RegExp(`${START}${D}{1,2}[/\\\\]${D}{4,6}${END}`, 'g'),
  new RegExp(
    `(?:لوحة|لوحه|لوحته|لوحتها|plate|رقم السيارة|رقم السياره|سيارة رقم|سياره رقم|رقم اللوحة|رقم اللوحه)(?: رقم| no\\.?| number)?[ :]{0,2}${D}{1,2}[ \\-/]?${D}{3,6}${END}`,
    'gi',
  ),
]

/** Of an address and an account the letters are covered too. */
const whole = new Set([0, 2])

const hasNumber = new RegExp(`${D}(?:${GAP}?${D}){4}|${D}[/\\\\]|@`)

const digits = new RegExp(D, 'g')
const cover = (found: string) => '•'.repeat(found.length)
const coverDigits = (found: string) => found.replace(digits, '•')

export const maskPersonalData = (text: string): string => {
  if (!hasNumber.test(text)) return text
  return patterns.reduce((masked, pattern, i) => masked.replace(pattern, whole.has(i) ? cover : coverDigits), text)
}
