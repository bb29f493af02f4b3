import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { createdAt, id, payloads, post } from './deliveries.ts'

const { one, read } = readerOf(createX())

describe('a stream', () => {
  it('is read line by line past its heartbeats, naming a torn line', () => {
    const line = JSON.stringify(payloads['stream line'])
    const second = JSON.stringify({ data: { ...post, id: '2080765813578191304' } })
    const events = read(`${line}\r\n\r\n\r\n${second}\r\n{"data":{"id":"2\r\n`)
    expect(events).toMatchObject([
      { kind: 'post', remoteId: id },
      { kind: 'post', remoteId: '2080765813578191304' },
      { kind: 'unsupported', error: { message: 'line 5: not JSON' } },
    ])
  })
  it('of nothing but heartbeats is empty', () => {
    expect(read('\r\n\r\n')).toEqual([])
  })
  it('keeps numbers beyond 2^53 to the last digit', () => {
    expect(one(`{"data":{"id":2080765813578191303,"text":"t","author_id":1371608279269445632}}`)).toMatchObject({
      remoteId: id,
      author: { remoteId: '1371608279269445632' },
    })
  })
  it.each<[string, object, Partial<ChannelEvent>]>([
    [
      'delete',
      { delete: { tweet: { id: '5', author_id: '6' }, event_at: createdAt } },
      { kind: 'delete', target: '5' },
    ],
    ['drop', { drop: { tweet: { id: '5', author_id: '6' }, event_at: createdAt } }, { kind: 'delete', target: '5' }],
    [
      'withheld here',
      { withheld: { tweet: { id: '5', author_id: '6' }, withheld_in_countries: ['KW'], event_at: createdAt } },
      { kind: 'delete', target: '5' },
    ],
    [
      'withheld elsewhere',
      { withheld: { tweet: { id: '5', author_id: '6' }, withheld_in_countries: ['DE'], event_at: createdAt } },
      { kind: 'other', target: '5' },
    ],
    [
      'edit',
      { tweet_edit: { tweet: { id: '7' }, initial_tweet_id: '5', edit_tweet_ids: ['5', '7'], event_at: createdAt } },
      { kind: 'edit', remoteId: '7', target: '5' },
    ],
  ])('of duties says: %s', (_name, data, expected) => {
    expect(one({ data })).toMatchObject({ createdAt, ...expected })
  })
})
