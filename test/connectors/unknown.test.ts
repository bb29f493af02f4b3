// What a platform sends that nobody here has heard of is named by its place; what stands there never is.
import { describe, expect, it } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import * as instagram from './instagram/deliveries.ts'
import * as whatsapp from './whatsapp/deliveries.ts'
import * as x from './x/deliveries.ts'

const unknownOf = (channel: 'whatsapp' | 'instagram' | 'x', body: unknown): readonly string[] => {
  const parsed = createConnectors()[channel].webhook!.parse(Buffer.from(JSON.stringify(body)))
  expect(parsed.kind).toBe('events')
  return (parsed.kind === 'events' && parsed.unknown) || []
}

describe('Of what the platforms are known to send', () => {
  it.each([
    ['whatsapp', whatsapp.payloads],
    ['instagram', instagram.payloads],
    ['x', x.payloads],
  ] as const)('nothing is unknown: %s', (channel, payloads) => {
    const named = Object.entries(payloads).map(([name, body]) => [name, unknownOf(channel, body)])
    expect(named.filter(([, paths]) => paths!.length > 0)).toEqual([])
  })
})

describe('What is new is named', () => {
  const text = { from: '96599000001', id: 'wamid.n', timestamp: whatsapp.at, type: 'text', text: { body: 'مرحبا' } }

  it('where a message has a field more, once for all of a body', () => {
    const more = { ...text, hologram: { secret: '96599000001' }, text: { body: 'مرحبا', mood: 'angry' } }
    const value = { metadata: { phone_number_id: '1' }, messages: [more, { ...more, id: 'wamid.m' }] }
    expect(unknownOf('whatsapp', whatsapp.delivery(whatsapp.change(value)))).toEqual([
      'entry[].changes[].value.messages[].text.mood',
      'entry[].changes[].value.messages[].hologram',
    ])
  })

  it('where there is news of a kind nobody has heard of, of which then nothing else is told', () => {
    const body = whatsapp.delivery(whatsapp.change({ anything: 'at all' }, 'citizen_moods'))
    expect(unknownOf('whatsapp', body)).toEqual(['entry[].changes[].field=citizen_moods'])
    const told = { event_uuid: '1', event_type: 'post.pin', filter: {}, payload: { id: '2', odd: 1 } }
    expect(unknownOf('x', { data: told })).toEqual(['data.event_type=post.pin'])
  })

  it('and what is known and left alone is not looked into: the control', () => {
    const body = whatsapp.delivery(whatsapp.change({ anything: 'at all' }, 'account_update'))
    expect(unknownOf('whatsapp', body)).toEqual([])
  })

  it('in a conversation on Instagram, and among the people of X', () => {
    const part = { message: { mid: 'm', text: 'hi', gift: { from: 'x' } } }
    expect(unknownOf('instagram', instagram.direct(part))).toEqual(['entry[].messaging[].message.gift'])
    const users = { '2222222222222222222': { ...x.oldUser, aura: 'calm' } }
    expect(unknownOf('x', x.old({ tweet_create_events: [x.oldTweet], users }))).toEqual(['users.*.aura'])
  })

  it('without a number or an address, should somebody write one where a name belongs', () => {
    const odd = { ...text, '+96599000001': 1, 'ali@example.com': 1, id_96599000001: 1, [`${'long'.repeat(50)}`]: 1 }
    const value = { metadata: { phone_number_id: '1' }, messages: [odd] }
    expect(unknownOf('whatsapp', whatsapp.delivery(whatsapp.change(value)))).toEqual([
      'entry[].changes[].value.messages[].*',
    ])
  })

  it('twenty times at most for one body', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`part_${n}`, n]))
    const value = { metadata: { phone_number_id: '1' }, messages: [{ ...text, ...many }] }
    expect(unknownOf('whatsapp', whatsapp.delivery(whatsapp.change(value)))).toHaveLength(20)
  })
})
