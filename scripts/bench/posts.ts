// A seeded stream of invented posts: incidents with a place, a problem and a life of hours to weeks, told by many people
// in many phrasings, languages and channels. 60 % of the incidents are told once; the largest by forty people.
import type { ChannelEvent } from '../../connectors/connector.ts'
import { kuwait, type Post } from '../../dedupe/index.ts'
import { phrasings } from './phrasings.ts'

const sequence = (seed: number) => {
  let state = seed | 0
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type Incident = {
  readonly number: number
  readonly problem: number
  readonly area: { readonly ar: string; readonly en: string }
  readonly block: number
  readonly street: number
  readonly from: number
  left: number
}

export type Telling = { readonly post: Post; readonly incident: number }

const start = Date.UTC(2026, 0, 1)
const open = 400

/** Posts one after another; on average five arrive a minute, as in a busy ministry. */
export function* tellings(seed: number): Generator<Telling, never> {
  const random = sequence(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const echoes = () => (random() < 0.6 ? 1 : 2 + Math.floor(38 * random() ** 6))
  let incidents = 0
  const begin = (at: number): Incident => ({
    number: incidents++,
    problem: Math.floor(random() * phrasings.length),
    area: pick(kuwait.areas),
    block: 1 + Math.floor(random() * 12),
    street: 1 + Math.floor(random() * 60),
    from: at,
    left: echoes(),
  })
  const living = Array.from({ length: open }, () => begin(start))
  for (let n = 0; ; n++) {
    const at = start + n * 12_000
    const slot = Math.floor(random() * living.length)
    const incident = living[slot]!
    yield { post: postOf(incident, n, at, random), incident: incident.number }
    incident.left--
    if (incident.left === 0) living[slot] = begin(at)
  }
}

type Words = { readonly channel: string; readonly author: string | null; readonly text: string }

/** What somebody says, as the channel tells it. */
export const eventOf = ({ channel, author, text }: Words, remoteId: string, at = Date.now()): ChannelEvent => ({
  kind: 'post',
  channel: channel as ChannelEvent['channel'],
  remoteId,
  type: 'text',
  surface: channel === 'whatsapp' ? 'dm' : 'mention',
  text,
  author: { remoteId: author! },
  createdAt: new Date(at).toISOString(),
})

const postOf = (incident: Incident, n: number, at: number, random: () => number): Post => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const { ar, en } = phrasings[incident.problem]!
  const english = random() < 0.2
  const { area, block, street } = incident
  const text = english
    ? `${pick(en)} ${pick(['in', 'at', '-'])} ${area.en} block ${block}${random() < 0.4 ? ` street ${street}` : ''} ${pick(closings.en)}`
    : `${pick(openings)} ${pick(ar)} ${pick(['ب', 'في ', 'منطقة '])}${area.ar} ${pick(['ق', 'قطعة '])}${block}${random() < 0.4 ? ` ${pick(['ش', 'شارع '])}${street}` : ''} ${pick(closings.ar)}`
  const channel = pick(['whatsapp', 'x', 'instagram'])
  return {
    id: `p${n}`,
    channel,
    kind: channel === 'whatsapp' ? 'dm' : 'mention',
    author: `u${Math.floor(random() * 400_000)}`,
    text: text.replace(/\s+/g, ' ').trim(),
    at,
    replyTo: null,
    media: [],
    location: null,
    forwarded: false,
  }
}

const openings = [
  '',
  '',
  'السلام عليكم',
  'يا جماعة',
  'لو سمحتوا',
  'عاجل',
  'بلاغ:',
  'نفيدكم بأن',
  'صار لنا ساعتين',
  'من أمس',
]
const closings = {
  ar: [
    '',
    '',
    'شوفوا لنا حل',
    'والجو نار',
    'محد رد علينا',
    'من الصبح',
    'للمرة الثانية',
    'نرجو سرعة التدخل',
    'والعيال تعبوا',
  ],
  en: ['', 'please help', 'since this morning', 'nobody answers', 'again', 'urgent'],
}
