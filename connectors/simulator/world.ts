// What the simulated platforms remember: accounts, people, what was said, what was sent to them, and the clock and dice.
import { createHash } from 'node:crypto'

export type Platform = 'whatsapp' | 'instagram' | 'x'

export type SimulatedFile = { readonly bytes: Uint8Array; readonly mimeType: string }

/** What a citizen says, in the same words for every platform. */
export type Say = {
  readonly channel: Platform
  /** Phone number, or handle. */
  readonly from: string
  readonly name?: string
  readonly text?: string
  /** whatsapp: dm · x: mention, reply, quote, post, dm · instagram: comment, mention, caption, story, dm. */
  readonly kind?: string
  readonly replyTo?: string
  readonly media?: readonly { readonly kind: 'image' | 'video' | 'audio' | 'document'; readonly file?: SimulatedFile }[]
  readonly location?: { readonly lat: number; readonly lon: number; readonly name?: string }
  readonly forwarded?: boolean
  /** WhatsApp: the number is hidden, only the business-scoped user id is told. */
  readonly noPhone?: boolean
  /** Milliseconds; now if absent. */
  readonly at?: number
}

export type Person = { readonly id: string; readonly handle: string; readonly name: string; readonly userId: string }

export type Said = {
  id: string
  readonly channel: Platform
  readonly kind: string
  readonly person: Person
  readonly at: number
  readonly replyTo: string | null
  text: string
  deleted: boolean
  /** X: ids it had before its edits, oldest first. */
  history: string[]
  readonly say: Say
  /** The post or media it stands under (Instagram). */
  readonly under: string
}

/** What reached a citizen: the ledger the tests of the product are held against. */
export type Sent = {
  readonly id: string
  readonly channel: Platform
  readonly route: string
  readonly account: string
  readonly to: string
  readonly text: string
  readonly key: string | null
  readonly at: number
}

export type Accounts = {
  readonly whatsapp: string
  readonly whatsappNumber: string
  readonly whatsappBusiness: string
  readonly instagram: string
  readonly instagramHandle: string
  readonly x: string
  readonly xHandle: string
}

export const defaultAccounts: Accounts = {
  whatsapp: '106540352242922',
  whatsappNumber: '96522250000',
  whatsappBusiness: '102290129340398',
  instagram: '17841400455970028',
  instagramHandle: 'moi_sim',
  x: '2244994945',
  xHandle: 'moi_sim',
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */
export type Template = {
  readonly name: string
  readonly language: string
  readonly status: string
  readonly category: string
  readonly components: readonly { readonly type: string; readonly text: string }[]
}

const approved: readonly Template[] = [
  {
    name: 'case_update',
    language: 'ar',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'بخصوص بلاغكم رقم {{1}}: {{2}}' }],
  },
  {
    name: 'case_update',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'About your report {{1}}: {{2}}' }],
  },
  {
    name: 'season_greetings',
    language: 'ar',
    status: 'REJECTED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'كل عام وأنتم بخير' }],
  },
]

export type World = {
  readonly accounts: Accounts
  readonly said: Map<string, Said>
  readonly files: Map<string, SimulatedFile & { readonly madeAt: number; readonly sha256: Buffer }>
  readonly sent: Sent[]
  readonly templates: readonly Template[]
  /** X: refresh tokens that were used. */
  readonly spentTokens: Set<string>
  /** Instagram: hashtags asked for, and when first. */
  readonly hashtags: Map<string, { readonly id: string; readonly at: number }>
  /** Milliseconds added to the real clock. */
  skew: number
  now(): number
  /** 0 ≤ n < 1, the same run after run for one seed. */
  chance(): number
  nextId(channel: Platform): string
  personOf(say: Pick<Say, 'channel' | 'from' | 'name'>): Person
}

/** Mulberry32: small, seeded, good enough to shuffle by. */
const dice = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const digitsOf = (text: string, length: number): string => {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 24)}`)
  return String(number).padStart(length, '7').slice(0, length)
}

/** Ids look like the platforms' own: a wamid, a 17-digit Graph id, a snowflake of the moment. */
const idMaker = (seed: number, now: () => number) => {
  let count = 0
  return (channel: Platform): string => {
    count += 1
    if (channel === 'whatsapp')
      return `wamid.${Buffer.from(`SIM${seed}.${String(count).padStart(12, '0')}`).toString('base64')}`
    if (channel === 'instagram') return `179${digitsOf(`${seed}.${count}`, 14)}`
    return String((BigInt(now() - 1_288_834_974_657) << 22n) + BigInt(count % 4_194_304))
  }
}

const phoneOf = (from: string): string => from.replace(/\D/g, '') || digitsOf(from, 11)

export const createWorld = (seed: number, accounts: Accounts): World => {
  const world: World = {
    accounts,
    said: new Map(),
    files: new Map(),
    sent: [],
    templates: approved,
    spentTokens: new Set(),
    hashtags: new Map(),
    skew: 0,
    now: () => Date.now() + world.skew,
    chance: dice(seed),
    nextId: idMaker(seed, () => world.now()),
    personOf: ({ channel, from, name }) => {
      const handle = from.replace(/^@/, '')
      const id = channel === 'whatsapp' ? phoneOf(from) : digitsOf(`${channel}:${handle}`, channel === 'x' ? 10 : 16)
      const unnamed = channel === 'whatsapp' ? 'مواطن' : handle
      return { id, handle, name: name ?? unnamed, userId: `KW.${digitsOf(`user:${from}`, 20)}` }
    },
  }
  return world
}

export const fileId = (world: World, file: SimulatedFile): string => {
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const id = digitsOf(`${sha256.toString('hex')}.${world.files.size}`, 15)
  world.files.set(id, { ...file, madeAt: world.now(), sha256 })
  return id
}

/** One pixel, one silent page, an empty page of paper: the smallest bytes that are what they say. */
export const sampleFiles: Readonly<Record<string, SimulatedFile>> = {
  image: {
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
    mimeType: 'image/png',
  },
  audio: { bytes: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60)]), mimeType: 'audio/ogg; codecs=opus' },
  video: {
    bytes: Buffer.concat([Buffer.from('00000018667479706d703432', 'hex'), Buffer.alloc(32)]),
    mimeType: 'video/mp4',
  },
  document: { bytes: Buffer.from('%PDF-1.4\n%%EOF\n'), mimeType: 'application/pdf' },
}
