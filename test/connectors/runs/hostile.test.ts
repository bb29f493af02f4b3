// Whatever signed bytes say, reading them ends, quickly and without an exception; whatever is not signed is not read.
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookRequest } from '../../../connectors/connector.ts'
import { createConnectors } from '../../../connectors/index.ts'
import { costOf } from '../../cost.ts'
import { diceOf, hostileJson, statusesOf, townOf } from './deliveries.ts'

const long = process.env.SADA_LONG !== undefined
const cases = long ? 100_000 : 6_000
const connectors = createConnectors({ X_BEARER_TOKEN: 'read', X_ACCOUNT_ID: '2244994945' })
const channels = ['whatsapp', 'instagram', 'x', 'generic'] as const
const real = [...townOf(3, 400), ...statusesOf(3, 40)]

/** Every name that real deliveries use, so that made-up ones reach deep into the reading. */
const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(namesIn)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => [name, ...namesIn(part)])
      : []
const more =
  'errors data includes meta caption image video audio location contacts interactive order system context referral media replies story attachments postback message_edit read delivery tweet_create_events direct_message_events for_user_id withheld entities note_tweet referenced_tweets posts'
const names = [...new Set([...real.flatMap(({ body }) => namesIn(body)), ...more.split(' ')])]

/** A real delivery with something else in the place of one of its parts. */
const bent = (value: unknown, put: unknown, dice: () => number): unknown => {
  if (typeof value !== 'object' || value === null || dice() < 0.12) return put
  if (Array.isArray(value)) {
    const at = Math.floor(dice() * value.length)
    return value.map((part, i) => (i === at ? bent(part, put, dice) : part))
  }
  const entries = Object.entries(value)
  const at = Math.floor(dice() * entries.length)
  return Object.fromEntries(entries.map(([name, part], i) => [name, i === at ? bent(part, put, dice) : part]))
}

const most = 50
/** What is read, and the processor milliseconds it takes; more than the most is looked at again. */
const parsing = (channel: (typeof channels)[number], bytes: Buffer) => {
  const parse = () => connectors[channel].webhook!.parse(bytes)
  return { parsed: parse(), cost: costOf(parse, { rounds: 1, enough: most }) }
}

describe('reading', () => {
  it(`${cases} made-up and bent deliveries throws nothing and blocks for less than 50 ms each`, () => {
    let slowest = 0
    let told = 0
    const body = fc.tuple(hostileJson(names), fc.nat(), fc.boolean())
    fc.assert(
      fc.property(body, ([made, seed, whole]) => {
        const dice = diceOf(seed)
        const base = real[seed % real.length]!.body
        const bytes = Buffer.from(JSON.stringify(whole ? made : bent(base, made, dice)) ?? 'null')
        for (const channel of channels) {
          const { parsed, cost } = parsing(channel, bytes)
          slowest = Math.max(slowest, cost)
          if (parsed.kind === 'events') {
            told += parsed.events.length
            for (const event of parsed.events) expect(event.remoteId).toBeTypeOf('string')
          }
        }
      }),
      { numRuns: Math.ceil(cases / channels.length), seed: 20_261_128 },
    )
    expect(told).toBeGreaterThan(cases / 20)
    expect(slowest).toBeLessThan(most)
  }, 1_200_000)

  it.each([
    ['a deep nest', '['.repeat(100_000)],
    ['a deep object', '{"a":'.repeat(50_000)],
    ['very many values', `[${'1,'.repeat(250_000)}1]`],
    ['one long text', JSON.stringify({ object: 'instagram', entry: [{ id: 'x'.repeat(500_000) }] })],
    ['many backslashes', `{"a":"${'\\\\'.repeat(200_000)}"}`],
    ['no JSON at all', 'hello'],
    ['nothing', ''],
  ])('%s ends in a value within 50 ms', (_name, text) => {
    for (const channel of channels) {
      const { parsed, cost } = parsing(channel, Buffer.from(text))
      expect(['malformed', 'events']).toContain(parsed.kind)
      expect(cost).toBeLessThan(most)
    }
  })
})

describe('a signature', () => {
  const body = Buffer.from(JSON.stringify(real[0]!.body))
  const secrets = { secrets: ['the new secret', 'the old secret'] }
  const signed = {
    whatsapp: { header: 'x-hub-signature-256', encoding: 'hex' },
    instagram: { header: 'x-hub-signature-256', encoding: 'hex' },
    x: { header: 'x-twitter-webhooks-signature', encoding: 'base64' },
    generic: { header: 'x-sada-signature', encoding: 'hex' },
  } as const
  const sign = (channel: keyof typeof signed, secret: string, bytes = body) =>
    `sha256=${createHmac('sha256', secret).update(bytes).digest(signed[channel].encoding)}`
  const accepts = (channel: keyof typeof signed, value: string | undefined, bytes = body) => {
    const headers: WebhookRequest['headers'] = value === undefined ? {} : { [signed[channel].header]: value }
    return connectors[channel].webhook!.verify({ query: {}, headers, body: bytes }, secrets)
  }
  const letters = '0123456789abcdefABCDEF+/=sha- g'

  const mutate = (value: string, dice: () => number): string => {
    const at = Math.floor(dice() * value.length)
    const letter = letters[Math.floor(dice() * letters.length)]!
    const ways = [
      () => value.slice(0, at) + letter + value.slice(at + 1),
      () => value.slice(0, at),
      () => value.slice(0, at) + value.slice(at + 1),
      () => value.slice(0, at) + letter + value.slice(at),
      () => `${value}${letter}`,
      () => value.replace('sha256=', ['', 'sha1=', 'SHA256=', 'sha256:'][Math.floor(dice() * 4)]!),
      () => value.slice(7),
      () => value.slice(0, 7) + [...value.slice(7)].toReversed().join(''),
    ]
    return ways[Math.floor(dice() * ways.length)]!()
  }

  it('is taken from either secret of a rotation, and from no other', () => {
    for (const channel of channels) {
      for (const secret of secrets.secrets) expect(accepts(channel, sign(channel, secret))).toBe(true)
      for (const secret of ['', 'another', 'the new secret '])
        expect(accepts(channel, sign(channel, secret))).toBe(false)
      expect(accepts(channel, undefined)).toBe(false)
    }
  })

  it('changed in any way is refused, 100,000 times', () => {
    const dice = diceOf(5)
    let accepted = 0
    let tried = 0
    for (; tried < 100_000; tried += 1) {
      const channel = channels[tried % channels.length]!
      const value = sign(channel, secrets.secrets[tried % 2]!)
      if (tried % 5 === 0) {
        const bytes = Buffer.from(body)
        bytes[Math.floor(dice() * bytes.length)]! ^= 1 << Math.floor(dice() * 8)
        if (accepts(channel, value, bytes)) accepted += 1
        continue
      }
      const changed = mutate(value, dice)
      // Hex may be written in either case; that is the same signature.
      const same = changed.toLowerCase() === value.toLowerCase() && signed[channel].encoding === 'hex'
      if (changed !== value && !same && accepts(channel, changed)) accepted += 1
    }
    expect([tried, accepted]).toEqual([100_000, 0])
  })

  it('of a body that was written anew is refused', () => {
    const spaced = Buffer.from(JSON.stringify(real[0]!.body, null, 1))
    for (const channel of channels) expect(accepts(channel, sign(channel, secrets.secrets[0]!, spaced))).toBe(false)
  })
})
