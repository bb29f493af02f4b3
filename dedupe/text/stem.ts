// Arabic clitics are taken off only where a known word is left: names of places and contrasts such as مدرسة / مدرس stay apart.

export type Stemmer = (word: string) => string

const PREFIXES = ['و', 'ف', 'ب', 'ل', 'ك', 'ع', 'ه', 'وب', 'ول', 'فب', 'ح', 'ش']
const ARTICLES = ['وبال', 'وال', 'بال', 'فال', 'كال', 'عال', 'هال', 'ولل', 'لل', 'ال']
const SUFFIXES = ['ناها', 'هم', 'ها', 'كم', 'نا', 'هن', 'ني', 'ه', 'ي', 'ك']

/** Without the article, alone or after a proposition written to it; what is left has three letters. */
export const bare = (word: string): string => {
  const lam = word.indexOf('ل')
  if (lam < 0 || lam > 3) return word
  for (const article of ARTICLES)
    if (word.startsWith(article) && word.length >= article.length + 3) return word.slice(article.length)
  return word.startsWith('ال') && word.length >= 4 ? word.slice(2) : word
}

function* without(word: string): Generator<string> {
  yield word
  const plain = bare(word)
  if (plain !== word) yield plain
  if (word.startsWith('ال') && word.length >= 4) yield word.slice(2)
  for (const prefix of PREFIXES) {
    if (!word.startsWith(prefix) || word.length < prefix.length + 3) continue
    const rest = word.slice(prefix.length)
    yield rest
    if (rest.startsWith('ال') && rest.length >= 4) yield rest.slice(2)
  }
}

function* endings(word: string): Generator<string> {
  for (const suffix of SUFFIXES) {
    if (!word.endsWith(suffix) || word.length < suffix.length + 3) continue
    const rest = word.slice(0, -suffix.length)
    yield rest
    if (rest.endsWith('ت')) yield `${rest.slice(0, -1)}ه`
  }
}

/** "القاار", "بالفردووس": a letter held for emphasis stands for one, where that makes a word. */
const once = (word: string, known: (word: string) => boolean): string | null => {
  const single = word.replace(/(.)\1/g, '$1')
  if (single === word || single.length < 4) return null
  for (const candidate of without(single)) if (known(candidate)) return candidate
  return null
}

/** "الماء" without its article and hamza would be the word for "not". */
const WATER = /^(?:و|ف)?(?:ب|ل|ك)?الما$/

const arabicStem = (word: string, known: (word: string) => boolean): string => {
  if (WATER.test(word)) return 'ماي'
  for (const candidate of without(word)) if (known(candidate)) return candidate
  for (const candidate of without(word)) for (const rest of endings(candidate)) if (known(rest)) return rest
  return once(word, known) ?? bare(word)
}

const LATIN_ARTICLE = /^(?:w?b?(?:el|al|il)|lel|lil|fel|fil|b|w|l)(?=.{3})/

const latinStem = (word: string, known: (word: string) => boolean): string => {
  if (known(word)) return word
  const plain = word.replace(/'s$/, '')
  if (known(plain)) return plain
  if (plain.endsWith('s') && plain.length > 3 && known(plain.slice(0, -1))) return plain.slice(0, -1)
  if (plain.endsWith('es') && plain.length > 4 && known(plain.slice(0, -2))) return plain.slice(0, -2)
  const rest = plain.replace(LATIN_ARTICLE, '')
  return rest !== plain && known(rest) ? rest : plain
}

const ROOM = 50_000

/** `known` tells whether a word stands in the lexicon or the gazetteer. */
export const createStemmer = (known: (word: string) => boolean): Stemmer => {
  let seen = new Map<string, string>()
  return (word) => {
    const before = seen.get(word)
    if (before !== undefined) return before
    const code = word.charCodeAt(0)
    const stem =
      word.length > 40
        ? word
        : code >= 0x600 && code < 0x700
          ? arabicStem(word, known)
          : code >= 97 && code < 123
            ? latinStem(word, known)
            : word
    if (seen.size >= ROOM) seen = new Map()
    seen.set(word, stem)
    return stem
  }
}
