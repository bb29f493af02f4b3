// The few things a citizen can tell the machine itself: stop, start, yes, no, a code. Pure; only a message that says nothing else.
import { foldForSearch } from '../../dedupe/index.ts'

export type Heard =
  | { readonly kind: 'stop' | 'start' | 'yes' | 'no' | 'unlink' }
  | { readonly kind: 'code'; readonly code: string }

const phrases = {
  stop: [
    'stop',
    'stop all',
    'unsubscribe',
    'opt out',
    'optout',
    'cancel messages',
    'stop messages',
    'do not message me',
    'dont message me',
    'no more messages',
    'إيقاف',
    'أوقف',
    'أوقفوا',
    'وقف',
    'وقفوا',
    'توقف',
    'إلغاء الاشتراك',
    'الغاء',
    'إلغاء',
    'أوقف الرسائل',
    'أوقفوا الرسائل',
    'وقفوا الرسائل',
    'وقف الرسائل',
    'إيقاف الرسائل',
    'لا تراسلوني',
    'لا تراسلني',
    'لا ترسلون',
    'لا ترسلون لي',
    'لا ترسلوا لي',
    'لا تطرشون',
    'لا تطرشون لي',
    'لا أريد رسائل',
    'ما أبي رسائل',
    'مابي رسائل',
    'بس رسائل',
    'wagef',
    'wagfo',
    'waqef',
    'wagef elrasayel',
    'la trslon',
    'la tarslon',
    'la trsloon',
    'la trslonli',
    'la tersloon',
    'la ttarshoon',
    'ma abi rasayel',
    'mabi rasayel',
    'elga2',
    'ilgha2',
    'elgha2',
  ],
  start: [
    'start',
    'subscribe',
    'opt in',
    'resume',
    'اشتراك',
    'ابدأ',
    'تشغيل',
    'تفعيل',
    'أرسلوا لي',
    'رجعوا الرسائل',
    'أعيدوا الرسائل',
    'raj3o elrasayel',
    'eshterak',
    'ishtrak',
  ],
  yes: [
    'yes',
    'y',
    'yeah',
    'yep',
    'yes please',
    'yes it is',
    'نعم',
    'أجل',
    'إي',
    'اي',
    'ايه',
    'إي نعم',
    'اي نعم',
    'بلى',
    'صح',
    'صحيح',
    'تم',
    'نعم انحلت',
    'اي انحلت',
    'انحلت',
    '👍',
    'eee',
    'ee',
    'ay',
    'ai',
    'eyy',
    'e na3am',
    'na3am',
    'naam',
    'ee na3am',
    'sa7',
    'haan',
    'han ji',
    'oo',
    'opo',
    'हाँ',
    'ہاں',
    'جی',
    'جی ہاں',
  ],
  no: [
    'no',
    'n',
    'nope',
    'no it is not',
    'not solved',
    'لا',
    'لأ',
    'كلا',
    'لا مو',
    'لا مو هذي',
    'مو هذي',
    'مو هذه',
    'ليست مشكلتي',
    'مو مشكلتي',
    'ما انحلت',
    'لا ما انحلت',
    'للحين ما انحلت',
    'لم تحل',
    'لا لم تحل',
    'غلط',
    '👎',
    'la',
    'la2',
    'laa',
    'la mo',
    'mo hathi',
    'ma n7alat',
    'ma en7alat',
    'nahi',
    'nahin',
    'hindi',
    'नहीं',
    'نہیں',
  ],
  unlink: ['فك الربط', 'الغاء الربط', 'إلغاء الربط', 'unlink', 'fek elrab6', 'fik alrabt'],
} as const

/** Words only, folded as in search, so that spelling does not decide whether a wish is heard. */
const plain = (text: string): string =>
  foldForSearch(text.normalize('NFKC').replace(/(?![👍👎])[\p{P}\p{S}]/gu, ' '))
    .replace(/\s+/g, ' ')
    .trim()

const known = new Map<string, Heard['kind']>(
  Object.entries(phrases).flatMap(([kind, words]) =>
    words.flatMap((word) => [word, plain(word)].map((spelt) => [spelt, kind as Heard['kind']] as const)),
  ),
)

const latin = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))

const longest = 40

export const hear = (text: string): Heard | null => {
  const said = text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  if (said === '' || said.length > longest) return null
  const code = /^\D{0,10}(\d{6})\D{0,3}$/.exec(latin(said))?.[1]
  if (code !== undefined) return { kind: 'code', code }
  const kind = known.get(said.toLowerCase()) ?? known.get(plain(said))
  return kind === undefined || kind === 'code' ? null : { kind }
}
