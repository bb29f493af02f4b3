import { describe, expect, it } from 'vitest'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { author, citizen, createdAt, post } from './deliveries.ts'

const { one, read } = readerOf(createX())

describe('an answer', () => {
  it('without posts gives nothing', () => {
    expect(read({ meta: { result_count: 0 } })).toEqual([])
  })
  it('in part failed gives what came and says what did not', () => {
    const errors = [
      {
        resource_id: '456',
        resource_type: 'tweet',
        title: 'Not Found Error',
        detail: 'Could not find tweet',
        type: 'https://api.x.com/2/problems/resource-not-found',
      },
    ]
    expect(read({ data: [post], errors })).toMatchObject([
      { kind: 'post' },
      {
        kind: 'other',
        type: 'error',
        target: '456',
        error: { code: 'resource-not-found', message: 'Could not find tweet' },
      },
    ])
  })
  it.each([
    [{ title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }, 'about:blank'],
    [{ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, '88'],
    [
      {
        errors: [
          {
            title: 'operational-disconnect',
            disconnect_type: 'UpstreamOperationalDisconnect',
            type: 'https://api.x.com/2/problems/operational-disconnect',
          },
        ],
      },
      'operational-disconnect',
    ],
  ])('that failed says why: %j', (body, code) => {
    expect(one(body)).toMatchObject({ kind: 'other', type: 'error', error: { code } })
  })
  it('with messages gives those with words; joins and leaves are other', () => {
    const told = {
      id: '1582838499983564806',
      event_type: 'MessageCreate',
      text: 'هلا',
      sender_id: citizen.id,
      created_at: createdAt,
    }
    expect(read({ data: [told, { id: '2', event_type: 'ParticipantsJoin' }], includes: { users: [citizen] } })).toEqual(
      [
        {
          kind: 'post',
          channel: 'x',
          remoteId: told.id,
          type: 'MessageCreate',
          text: 'هلا',
          author,
          createdAt,
          surface: 'dm',
        },
        { kind: 'other', channel: 'x', remoteId: '2', type: 'ParticipantsJoin' },
      ],
    )
  })
})
