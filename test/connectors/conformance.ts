// What every connector keeps, whatever its channel: call it with a few real payloads, then test what is peculiar to it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChannelEvent,
  type Connector,
  ConnectorError,
  type Parsed,
  type WebhookSecrets,
} from '../../connectors/connector.ts'
import { eventSchema } from './event-schema.ts'

export type Conformance = {
  readonly connector: Connector
  /** Bodies of real deliveries, by name. */
  readonly payloads: Readonly<Record<string, unknown>>
  /** The header that carries the signature, and how one is made. */
  readonly header: string
  readonly sign: (body: Uint8Array, secret: string) => string
}

export const bytesOf = (value: unknown): Uint8Array =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

const eventsOf = (parsed: Parsed): readonly ChannelEvent[] => (parsed.kind === 'events' ? parsed.events : [])

type Node = { readonly at: readonly (string | number)[] }

const nodesOf = (value: unknown, at: readonly (string | number)[] = []): readonly Node[] => {
  const entries = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : []
  return [{ at }, ...entries.flatMap(([name, part]) => nodesOf(part, [...at, name]))]
}

const replaced = (value: unknown, at: readonly (string | number)[], by: unknown): unknown => {
  const [name, ...rest] = at
  if (name === undefined) return by
  if (Array.isArray(value)) return value.map((part, index) => (index === name ? replaced(part, rest, by) : part))
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, part]) => {
      if (key !== name) return [[key, part]]
      const next = replaced(part, rest, by)
      return next === undefined ? [] : [[key, next]]
    }),
  )
}

/** A real payload with one to three of its parts replaced by anything at all, or taken out. */
const mutated = (payloads: readonly unknown[]) =>
  fc
    .tuple(
      fc.constantFrom(...payloads),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constant(undefined))), { minLength: 1, maxLength: 3 }),
    )
    .map(([payload, changes]) =>
      changes.reduce<unknown>((value, [pick, by]) => {
        const nodes = nodesOf(value)
        return replaced(value, nodes[pick % nodes.length]!.at, by)
      }, payload),
    )

/** The long forms take their time on a busy machine. */
const patience = process.env.SADA_LONG ? { timeout: 600_000 } : {}

const secrets: WebhookSecrets = { secrets: ['new-secret', 'old-secret'] }

export const conforms = (name: string, { connector, payloads, header, sign }: Conformance): void => {
  const webhook = connector.webhook!
  const bodies = Object.values(payloads)
  const verify = (body: Uint8Array, signature: string | undefined, using = secrets) =>
    webhook.verify({ query: {}, headers: signature === undefined ? {} : { [header]: signature }, body }, using)

  describe(`${name} keeps the contract`, patience, () => {
    it.each(Object.entries(payloads))('reads %s into events of the agreed shape', (_name, payload) => {
      const parsed = webhook.parse(bytesOf(payload))
      expect(parsed.kind).toBe('events')
      expect(eventsOf(parsed)).not.toEqual([])
      for (const event of eventsOf(parsed)) {
        expect(eventSchema.safeParse(event).error?.issues).toBeUndefined()
        expect(event.channel).toBe(connector.channel)
      }
    })

    it('tells the same of the same bytes, and inspects a file as it reads a delivery', () => {
      for (const payload of bodies) {
        expect(webhook.parse(bytesOf(payload))).toEqual(webhook.parse(bytesOf(payload)))
        expect(connector.inspect(bytesOf(payload))).toEqual(eventsOf(webhook.parse(bytesOf(payload))))
      }
    })

    it('says of what it cannot read that it is malformed, and why', () => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
      for (const body of ['', '{', 'null', '42', '"text"', '{"hello":"world"}', deep]) {
        expect(webhook.parse(bytesOf(body))).toEqual({ kind: 'malformed', reason: expect.stringMatching(/\w/) })
      }
    })

    it('never throws, and never leaves the shape, whatever replaces a part of a delivery', () => {
      fc.assert(
        fc.property(mutated(bodies), (payload) => {
          const parsed = webhook.parse(bytesOf(payload === undefined ? '' : payload))
          for (const event of eventsOf(parsed)) eventSchema.parse(event)
        }),
        { numRuns: process.env.SADA_LONG ? 30_000 : 600 },
      )
    })

    it('never throws for bytes that were damaged on the way', () => {
      const damaged = fc.tuple(
        fc.constantFrom(...bodies),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      )
      fc.assert(
        fc.property(damaged, ([payload, flips]) => {
          const bytes = Buffer.from(bytesOf(payload))
          for (const [at, byte] of flips) bytes[at % bytes.length] = byte
          for (const event of eventsOf(webhook.parse(bytes))) eventSchema.parse(event)
        }),
        { numRuns: 400 },
      )
    })

    it('accepts what either secret signed, and nothing without a secret', () => {
      const body = bytesOf(bodies[0])
      expect(verify(body, sign(body, 'new-secret'))).toBe(true)
      expect(verify(body, sign(body, 'old-secret'))).toBe(true)
      expect(verify(body, sign(body, 'new-secret'), { secrets: [] })).toBe(false)
      expect(verify(body, sign(body, ''), { secrets: [''] })).toBe(false)
      expect(verify(body, undefined)).toBe(false)
    })

    it('accepts none of a storm of forged signatures and changed bodies', () => {
      const body = bytesOf(bodies[0])
      const good = sign(body, 'new-secret')
      const forged = fc.oneof(
        fc.string(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => `sha256=${Buffer.from(bytes).toString('hex')}`),
        fc
          .uint8Array({ minLength: 32, maxLength: 32 })
          .map((bytes) => `sha256=${Buffer.from(bytes).toString('base64')}`),
        fc.nat(good.length - 1).map((at) => good.slice(0, at) + (good[at] === 'b' ? 'c' : 'b') + good.slice(at + 1)),
        fc.string({ minLength: 1 }).map((secret) => sign(body, `new-secret${secret}`)),
        fc.constantFrom(good.slice(0, -1), `${good}0`, good.replace('sha256=', 'sha1='), `${good},${good}`),
      )
      fc.assert(
        fc.property(forged, (signature) => !verify(body, signature)),
        { numRuns: process.env.SADA_LONG ? 100_000 : 3_000 },
      )
      fc.assert(
        fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
          const changed = Buffer.from(body)
          changed[at] = (changed[at]! + by) % 256
          return !verify(changed, good)
        }),
        { numRuns: 500 },
      )
    })

    it('states its limits as data that can be planned with', () => {
      for (const route of connector.limits.routes) {
        expect(route.length.max).toBeGreaterThan(0)
        expect(route.windowHours === null || route.windowHours > 0).toBe(true)
      }
    })
  })
}

/** What a connector without a webhook keeps: it only ever reads files. */
export const readsFiles = (name: string, connector: Connector, files: Readonly<Record<string, string>>): void => {
  const read = (bytes: Uint8Array): readonly ChannelEvent[] => {
    try {
      return connector.inspect(bytes)
    } catch (error) {
      if (error instanceof ConnectorError && error.kind === 'malformed') return []
      throw error
    }
  }
  describe(`${name} keeps the contract`, patience, () => {
    it.each(Object.entries(files))('reads %s into events of the agreed shape, the same each time', (_name, file) => {
      const events = read(bytesOf(file))
      expect(events).not.toEqual([])
      for (const event of events) expect(eventSchema.safeParse(event).error?.issues).toBeUndefined()
      expect(read(bytesOf(file))).toEqual(events)
    })

    it('never fails but by calling a file malformed, however it was damaged', () => {
      const damaged = fc.tuple(
        fc.constantFrom(...Object.values(files)),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      )
      fc.assert(
        fc.property(damaged, ([file, flips]) => {
          const bytes = Buffer.from(file)
          for (const [at, byte] of flips) bytes[at % bytes.length] = byte
          for (const event of read(bytes)) eventSchema.parse(event)
        }),
        { numRuns: process.env.SADA_LONG ? 20_000 : 400 },
      )
    })

    it('states its limits as data that can be planned with', () => {
      expect(connector.limits.routes).toEqual([])
    })
  })
}
