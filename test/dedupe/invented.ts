// Posts and a small labelled world, invented for the tests of the matcher.
import { type Post, prepare, type Report, type World } from '../../dedupe/index.ts'

const start = Date.UTC(2026, 8, 1, 5)
export const minutes = (n: number): number => start + n * 60_000

export const post = (id: string, text: string, over: Partial<Post> = {}): Post => ({
  id,
  channel: 'x',
  kind: 'mention',
  author: `author-${id}`,
  text,
  at: minutes(0),
  replyTo: null,
  media: [],
  location: null,
  forwarded: false,
  ...over,
})
export const report = (id: string, text: string, over: Partial<Post> = {}): Report => prepare(post(id, text, over))

type Line = readonly [minute: number, incident: string | null, text: string, over?: Partial<Post>]

const lines: readonly Line[] = [
  [0, 'power', 'الكهرباء مقطوعة في مشرف قطعة ٢ من نص ساعة'],
  [4, 'power', 'ماكو كهربا بمشرف ق٢ شارع ٩، متى ترجع؟', { channel: 'whatsapp' }],
  [9, 'power', 'power is out in Mishref block 2, the whole street is dark'],
  [12, 'power', 'el kahraba ga63a mishref b2 mn nos sa3a'],
  [15, null, 'صباح الخير والسعادة على الجميع'],
  [30, 'hole', 'حفرة كبيرة بالشارع في الفنطاس قطعة ٣ كسرت تاير سيارتي'],
  [33, 'power', 'للحين ما رجعت الكهربا', { author: 'author-w0' }],
  [50, 'bin', 'حاوية القمامة مليانة من أسبوع في الروضة قطعة ١'],
  [70, 'water', 'الماي مقطوع عن القادسية قطعة ٥ من الفجر'],
  [75, 'water', 'no water in Qadsiya block 5 since early morning'],
  [80, 'water', 'ماكو ماي بالقادسية ق٥، التناكر ما ترد', { channel: 'instagram', kind: 'comment' }],
  [95, null, 'للبيع آيفون مستعمل نظيف، التواصل واتساب'],
  [110, 'sewage', 'المجاري طافحة في الجهراء قطعة ٤ والريحة لا تطاق'],
  [118, 'sewage', 'طفح مجاري بالجهراء ق٤ يم المسجد'],
  [140, 'hole-2', 'حفرة عميقة بالشارع في صباح السالم قطعة ٨'],
  [200, 'bin', 'القمامة متكدسة والحاوية ما انشالت، الروضة ق١'],
  [260, 'light', 'إنارة الشارع طافية في بيان قطعة ١٠ شارع ٤'],
  [300, 'dogs', 'كلاب ضالة تهاجم الأطفال في سعد العبدالله قطعة ٦'],
  [310, 'dogs', 'stray dogs attacking kids, Saad Al Abdullah block 6'],
]

const known = lines.map(([minute, incident, text, over], i) => ({
  incident,
  post: post(`w${i}`, text, { at: minutes(minute), ...over }),
}))

export const smallWorld: World = {
  name: 'invented',
  reports: known.map((line) => prepare(line.post)),
  gold: known.map((line) => ({
    id: line.post.id,
    at: line.post.at,
    incident: line.incident,
    tags: [],
    language: 'ar',
    channel: line.post.channel,
  })),
}
export const smallPosts: readonly Post[] = known.map((line) => line.post)
