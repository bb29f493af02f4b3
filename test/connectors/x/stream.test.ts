import type { ServerResponse } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelEvent, Meter } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { type End, restMs } from '../../../connectors/x/stream.ts'
import { type Answer, type Remote, startRemote } from '../remote.ts'
import { account, post } from './deliveries.ts'

let remote: Remote
beforeAll(async () => {
  remote = await startRemote()
})
afterAll(() => remote.close())

const terms = ['انقطاع الكهرباء']
const rule = '((انقطاع OR الانقطاع OR '
const line = (id: string, text: string, extra = '') =>
  `{"data":${JSON.stringify({ ...post, id, text, edit_history_tweet_ids: [id] })},"matching_rules":[{"id":1371608279269445632,"tag":"sada"}]${extra}}\r\n`

/** Sends the bytes in pieces of the size given, then ends the line or leaves it open. */
const live =
  (text: string, size: number, ends = true) =>
  async (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) {
      response.write(bytes.subarray(at, at + size))
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (ends) response.end()
  }

const noRules: Answer = { json: { meta: { result_count: 0 } } }
const added: Answer = { status: 201, json: { data: [] } }

type Heard = { readonly events: ChannelEvent[]; readonly falls: string[]; opened: number }
/** Listens until so many lines have fallen. */
const listen = async (falls: number): Promise<Heard> => {
  const ending = new AbortController()
  const heard: Heard = { events: [], falls: [], opened: 0 }
  const x = createX({ url: remote.url, bearerToken: 'app', accountId: account, terms, stream: true })
  await x.stream!(
    {
      opened: async () => {
        heard.opened += 1
      },
      events: async (events) => void heard.events.push(...events),
      down: (why) => {
        heard.falls.push(why)
        if (heard.falls.length === falls) ending.abort()
      },
    },
    ending.signal,
  )
  return heard
}

describe('the stream', () => {
  it.each([
    1, 2, 3, 7, 1000,
  ])('reads whole letters from pieces of %i bytes, and passes over heartbeats', async (size) => {
    remote.answer(
      noRules,
      added,
      live(`\r\n${line('7', 'انقطاع الكهرباء في سلوى')}\r\n${line('8', 'انقطاع الكهرباء')}`, size),
    )
    const heard = await listen(1)
    expect(heard.events).toMatchObject([
      { kind: 'post', remoteId: '7', text: 'انقطاع الكهرباء في سلوى' },
      { kind: 'post', remoteId: '8' },
    ])
    expect(heard).toMatchObject({ opened: 1, falls: ['closed'] })
  })
  it('takes away rules of ours that are no longer wanted, adds what is missing, and leaves rules of others', async () => {
    const present = {
      json: {
        data: [
          { id: 1_371_608_279_269_445, value: 'old words', tag: 'sada' },
          { id: '2', value: 'theirs', tag: 'press' },
        ],
      },
    }
    const before = remote.asked.length
    remote.answer(present, { json: {} }, added, live('', 10))
    await listen(1)
    const asked = remote.asked.slice(before)
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /2/tweets/search/stream/rules',
      'POST /2/tweets/search/stream/rules',
      'POST /2/tweets/search/stream/rules',
      'GET /2/tweets/search/stream',
    ])
    expect(asked[1]!.body).toEqual({ delete: { ids: ['1371608279269445'] } })
    expect(JSON.stringify(asked[2]!.body)).toContain(rule)
  })
  it('is taken up again when it falls, and says so each time, so that the gap can be asked for', async () => {
    remote.answer(
      noRules,
      added,
      live(line('1', 'انقطاع الكهرباء'), 50),
      noRules,
      added,
      live(line('2', 'انقطاع الكهرباء'), 50),
    )
    const heard = await listen(2)
    expect(heard.opened).toBe(2)
    expect(heard.events.map(({ remoteId }) => remoteId)).toEqual(['1', '2'])
  })
  it('ends a line that is torn or that X ends with a notice', async () => {
    remote.answer(noRules, added, live('{"data":{"id":"5"\r\n', 50, false))
    expect((await listen(1)).falls).toEqual(['torn line'])
    remote.answer(
      noRules,
      added,
      live(
        '{"errors":[{"title":"operational-disconnect","disconnect_type":"UpstreamOperationalDisconnect"}]}\r\n',
        50,
        false,
      ),
    )
    expect((await listen(1)).falls).toEqual(['disconnected'])
  })
  it('leaves what is about something else', async () => {
    remote.answer(noRules, added, live(line('9', 'كهربائي محترف'), 50))
    expect((await listen(1)).events).toEqual([])
  })
})

describe('money and limits', () => {
  const listenWith = async (meter: Meter) => {
    const ending = new AbortController()
    const falls: [string, number][] = []
    const x = createX({ url: remote.url, bearerToken: 'app', accountId: account, terms, stream: true, meter })
    await x.stream!(
      {
        opened: async () => {},
        events: async () => {},
        down: (why, afterMs) => {
          falls.push([why, afterMs])
          ending.abort()
        },
      },
      ending.signal,
    )
    return falls
  }
  it('are told and obeyed: a spent month puts the line down for an hour', async () => {
    remote.answer(noRules, added, live(line('1', 'انقطاع الكهرباء'), 50, false))
    let spent = 0
    const falls = await listenWith({
      hold: async ({ endpoint }) =>
        endpoint === 'stream' && spent > 0 ? { reason: 'budget', until: Date.now() + 9e8 } : null,
      note: async (_call, { uses = [] }) => {
        spent += uses.flatMap((use) => ('ids' in use ? use.ids : [])).length
      },
    })
    expect(falls).toEqual([['budget', expect.any(Number)]])
    expect(falls[0]![1]).toBeGreaterThanOrEqual(3_600_000)
  })
})

describe('the rest before the next try', () => {
  const kinds = ['network', 'http', 'rate', 'notice'] as const
  it('grows with every failure up to its ceiling, and never shrinks below what the platform asked for', () => {
    const end = fc.record({ kind: fc.constantFrom(...kinds), why: fc.constant(''), afterMs: fc.nat(900_000) })
    fc.assert(
      fc.property(
        end,
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, failures, chance) => {
          const rest = restMs(one as End, failures, chance)
          expect(rest).toBeGreaterThanOrEqual(one.afterMs)
          expect(rest).toBeLessThanOrEqual(Math.max(one.afterMs, 960_000) * 1.2)
          expect(restMs(one as End, failures + 1, chance)).toBeGreaterThanOrEqual(rest)
        },
      ),
    )
  })
  it('begins and ends where X says: 250 ms to 16 s, 5 s to 320 s, from a minute for 429', () => {
    const rest = (kind: End['kind'], failures: number) => restMs({ kind, why: '' }, failures, 0)
    expect([rest('network', 1), rest('network', 2), rest('network', 500)]).toEqual([250, 500, 16_000])
    expect([rest('http', 1), rest('http', 2), rest('http', 50)]).toEqual([5_000, 10_000, 320_000])
    expect([rest('rate', 1), rest('rate', 2)]).toEqual([60_000, 120_000])
  })
})
