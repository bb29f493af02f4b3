// What to ask X's search for: words in the spellings people use, within the rules and length of a query; and the closer look
// at what it finds, because its matching of Arabic spellings is its own secret.
// https://docs.x.com/x-api/posts/search/integrate/build-a-query

const marks = /[\p{M}\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c]/gu

/** One spelling for all: no marks, one alif, one ya, ha for ta marbuta, Latin digits. */
const folded = (word: string): string =>
  word
    .normalize('NFKC')
    .replace(marks, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .toLowerCase()

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .replace(marks, '')
    .match(/[\p{L}\p{N}_]+/gu) ?? []

const isArabic = (word: string) => /\p{Script=Arabic}/u.test(word)

/** Two letters after the article are too few to be a word of their own. */
const bare = (word: string): string => (/^ال.{3,}/u.test(word) ? word.slice(2) : word)

const endings: Readonly<Record<string, string>> = { ة: 'ه', ه: 'ة', ى: 'ي', ي: 'ى' }
const alifs = ['ا', 'أ', 'إ']

const each = <T>(items: readonly T[], more: (item: T) => readonly T[]): readonly T[] => [
  ...new Set(items.flatMap(more)),
]

/** The spellings a word is met in: hamza written or not, ة or ه, ى or ي, with and without the article. */
export const spellings = (word: string): readonly string[] => {
  if (!isArabic(word)) return [word]
  const plain = (text: string) => text.replace(/[أإآ]/g, 'ا').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي')
  const stems = each([bare(word)], (stem) => [stem, plain(stem)])
  const begun = each(stems, (stem) =>
    /^[اأإ]/.test(stem) ? [stem, ...alifs.map((alif) => alif + stem.slice(1))] : [stem],
  )
  const ended = each(begun, (stem) => {
    const other = endings[stem.at(-1) ?? '']
    return other === undefined ? [stem] : [stem, stem.slice(0, -1) + other]
  })
  return each(ended, (stem) => (word.length > 2 ? [stem, `ال${stem}`] : [stem]))
}

/** Every word of a term must be there, in one of its spellings. */
const clause = (term: string): string => {
  const groups = wordsOf(term).map((word) => {
    const forms = spellings(word)
    return forms.length === 1 ? forms[0]! : `(${forms.join(' OR ')})`
  })
  return groups.length < 2 ? groups.join('') : `(${groups.join(' ')})`
}

/** A clause too long for a query alone is asked for as it is written. */
const fitting = (term: string, most: number): string => {
  const whole = clause(term)
  return whole.length <= most ? whole : wordsOf(term).join(' ')
}

/** As few queries as the length allows, each of them whole terms. */
export const buildQueries = (terms: readonly string[], most: number): readonly string[] => {
  const clauses = [...new Set(terms.map((term) => fitting(term, most)))].filter(
    (one) => one !== '' && one.length <= most,
  )
  const queries: string[] = []
  for (const one of clauses) {
    const last = queries.at(-1)
    if (last !== undefined && `${last} OR ${one}`.length <= most) queries[queries.length - 1] = `${last} OR ${one}`
    else queries.push(one)
  }
  return queries
}

/** Whether the words of any term are in the text, spelling, article and a joined و ف ب ك ل apart. */
export const matcherOf = (terms: readonly string[]): ((text: string) => boolean) => {
  const stem = (word: string) => bare(folded(word))
  const wanted = terms.map((term) => wordsOf(term).map(stem)).filter((words) => words.length > 0)
  return (text) => {
    const said = new Set(
      wordsOf(text).flatMap((word) => {
        const plain = folded(word)
        const joined = plain.replace(/^(?:[وف]?[بكل]?ال|و?لل|[وفبكل])(?=..)/u, '')
        return [plain, bare(plain), joined]
      }),
    )
    return wanted.some((words) => words.every((word) => said.has(word)))
  }
}

const needCompany = /^-?(?:lang|is|has|sample|place_country|min_likes|min_replies|min_reposts):/
const token = /-?\w+:"[^"]*"|-?"[^"]*"|-?\(|\)|[^\s()]+/g

/** Why X would refuse the query, or null. */
export const queryFault = (query: string, most: number): string | null => {
  const text = query.trim()
  if (text === '') return 'is empty'
  if (text.length > most) return `has ${text.length} characters; this plan allows ${most}`
  if ((text.match(/"/g) ?? []).length % 2 === 1) return 'has a quotation mark without its pair'
  const tokens = text.match(token) ?? []
  if (tokens.some((one) => one === '-(')) return 'negates a group; negate each word instead'
  let depth = 0
  for (const one of tokens) {
    depth += one === '(' ? 1 : one === ')' ? -1 : 0
    if (depth < 0) break
  }
  if (depth !== 0) return 'has a parenthesis without its pair'
  const standing = tokens.some((one) => !/^(?:\(|\)|OR)$/.test(one) && !one.startsWith('-') && !needCompany.test(one))
  return standing ? null : 'has no word, phrase, #, @, from: or to: that can stand alone'
}
