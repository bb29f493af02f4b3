// A seeded town of deliveries as the platforms send them: messages, edits, deletions and statuses, each a body of its own.
import fc from 'fast-check'

export type Body = { readonly channel: 'whatsapp' | 'instagram' | 'x'; readonly body: unknown }

/** Mulberry32: the same town for the same seed. */
export const diceOf = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
type Dice = () => number

export const shuffled = <T>(items: readonly T[], dice: Dice): readonly T[] =>
  items
    .map((item) => [dice(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)

const start = Date.UTC(2026, 10, 20)
const places = ['سلوى', 'الجهراء', 'الفنطاس', 'حولي', 'صباح السالم']
const matters = ['انقطاع الكهرباء', 'حفرة بالشارع', 'ماي مقطوع', 'زحمة عند الإشارة', 'إنارة معطلة']
/** One in eight reports something; the others are said as people say things, which opens no case. */
const textOf = (n: number) =>
  n % 8 === 0 ? `${matters[(n >> 3) % 5]} في ${places[(n >> 5) % 5]} قطعة ${(n % 9) + 1} رقم ${n}` : `السلام عليكم ${n}`

const whatsapp = (value: object, field = 'messages'): Body => ({
  channel: 'whatsapp',
  body: {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field,
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '96522250000', phone_number_id: '106540352242922' },
              ...value,
            },
          },
        ],
      },
    ],
  },
})

const seconds = (at: number) => String(Math.floor(at / 1000))

const whatsappBodies = (n: number, dice: Dice): readonly Body[] => {
  const person = Math.floor(dice() * 300)
  const hidden = person % 7 === 0
  const user = `KW.${1_000_000_000 + person}`
  const phone = `9655${String(1_000_000 + person)}`
  const from = { ...(hidden ? {} : { from: phone }), from_user_id: user }
  const contact = { profile: { name: `مواطن ${person}` }, ...(hidden ? {} : { wa_id: phone }), user_id: user }
  const at = start + n * 60_000
  const id = `wamid.${n}`
  const said = (part: object, offset: number, own: string) =>
    whatsapp({ contacts: [contact], messages: [{ ...from, id: own, timestamp: seconds(at + offset), ...part }] })
  const bodies = [said({ type: 'text', text: { body: textOf(n) } }, 0, id)]
  const edits = dice() < 0.15 ? 1 + Math.floor(dice() * 3) : 0
  for (let edit = 1; edit <= edits; edit += 1) {
    const message = { type: 'text', text: { body: `${textOf(n)} تعديل ${edit}` } }
    bodies.push(said({ type: 'edit', edit: { original_message_id: id, message } }, edit * 1000, `${id}.e${edit}`))
  }
  if (dice() < 0.1) bodies.push(said({ type: 'revoke', revoke: { original_message_id: id } }, 9000, `${id}.r`))
  if (dice() < 0.1) bodies.push(said({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } }, 9500, `${id}.l`))
  return bodies
}

const instagramBodies = (n: number, dice: Dice): readonly Body[] => {
  const person = 2_000_000 + Math.floor(dice() * 200)
  const item = (part: object, offset: number): Body => ({
    channel: 'instagram',
    body: {
      object: 'instagram',
      entry: [
        {
          id: '178',
          // When it was sent, which differs each time the platform tries.
          time: start + n * 60_000 + offset,
          messaging: [
            {
              sender: { id: String(person) },
              recipient: { id: '178' },
              timestamp: start + n * 60_000 + offset,
              ...part,
            },
          ],
        },
      ],
    },
  })
  const mid = `ig.${n}`
  const bodies = [item({ message: { mid, text: textOf(n) } }, 0)]
  if (dice() < 0.1) bodies.push(item({ message_edit: { mid, text: `${textOf(n)} معدل`, num_edit: 1 } }, 1000))
  if (dice() < 0.1) bodies.push(item({ message: { mid, is_deleted: true } }, 2000))
  return bodies
}

const xBodies = (n: number, dice: Dice): readonly Body[] => {
  const id = String((BigInt(start + n * 60_000 - 1_288_834_974_657) << 22n) + BigInt(n))
  const person = String(5_000_000 + Math.floor(dice() * 200))
  const payload = {
    id,
    text: `@moi ${textOf(n)}`,
    author_id: person,
    created_at: new Date(start + n * 60_000).toISOString(),
  }
  const includes = { users: [{ id: person, username: `u${person}`, name: `u${person}` }] }
  const data = {
    event_uuid: id,
    filter: { user_id: '2244994945' },
    event_type: 'post.mention.create',
    payload,
    includes,
  }
  const bodies: Body[] = [{ channel: 'x', body: { data } }]
  if (dice() < 0.05)
    bodies.push({
      channel: 'x',
      body: { delete: { tweet: { id, author_id: person }, timestamp_ms: String(start + n * 60_000 + 5000) } },
    })
  return bodies
}

/** So many messages with all that follows from them, in the order they happened. */
export const townOf = (seed: number, messages: number): readonly Body[] => {
  const dice = diceOf(seed)
  const makers = [whatsappBodies, whatsappBodies, instagramBodies, xBodies]
  return Array.from({ length: messages }, (_, n) => makers[Math.floor(dice() * makers.length)]!(n, dice)).flat()
}

const steps = ['sent', 'delivered', 'read'] as const

/** The statuses of our own messages, each by its key; some fail. */
export const statusesOf = (seed: number, count: number): readonly Body[] => {
  const dice = diceOf(seed + 1)
  return Array.from({ length: count }, (_, n) => {
    const failed = dice() < 0.1
    const reached = failed ? (['sent', 'failed'] as const) : steps.slice(0, 1 + Math.floor(dice() * 3))
    return reached.map((status, step) =>
      whatsapp({
        statuses: [
          {
            id: `wamid.out.${n}`,
            status,
            timestamp: seconds(start + n * 1000 + step * 5000),
            recipient_id: `9655${1_000_000 + n}`,
            biz_opaque_callback_data: `key.${n}`,
            ...(status === 'failed' ? { errors: [{ code: 131_049, title: 'x', message: 'x' }] } : {}),
          },
        ],
      }),
    )
  }).flat()
}

/** Each delivered one to five times, in any order. */
export const stormOf = (bodies: readonly Body[], seed: number): readonly Body[] => {
  const dice = diceOf(seed + 2)
  return shuffled(
    bodies.flatMap((body) => Array.from({ length: 1 + Math.floor(dice() * 5) }, () => body)),
    dice,
  )
}

/** Any JSON, leaning towards what the platforms send: their names, in any place, with any value. */
export const hostileJson = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '', 'text', '1795864750', '2026-11-28T10:00:00+0000'),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.integer(),
      fc.double(),
      tie('object'),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
    object: fc.dictionary(
      fc.oneof(
        fc.constantFrom(...names),
        fc.constantFrom('__proto__', 'constructor', 'toString'),
        fc.string({ maxLength: 8 }),
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  })).object
