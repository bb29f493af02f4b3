import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moveTo, replay } from '../../connectors/replay/index.ts'

const world = [
  {
    id: 'b',
    channel: 'x',
    kind: 'mention',
    author: '@q8',
    text: 'second',
    created_at: '2026-11-01T10:00:00+03:00',
    incident: 'I1',
  },
  {
    id: 'a',
    channel: 'whatsapp',
    kind: 'dm',
    author: '+96500000001',
    text: 'first',
    created_at: '2026-11-01T06:00:00+03:00',
    reply_to: null,
  },
  {
    id: 'c',
    channel: 'instagram',
    kind: 'comment',
    author: null,
    text: '',
    created_at: '2026-11-02T06:00:00Z',
    reply_to: 'b',
    media: [{ kind: 'image', phash: 'df322a1422d00e17' }],
  },
]
const bytes = Buffer.from(world.map((post) => JSON.stringify(post)).join('\n'))
const now = Date.UTC(2027, 0, 1)

describe('a recorded world', () => {
  it('is told as events without its labels', () => {
    const events = replay.inspect(bytes)
    expect(events).toHaveLength(3)
    expect(events[0]).toEqual({
      kind: 'post',
      channel: 'x',
      account: 'replay',
      remoteId: 'b',
      type: 'replay',
      text: 'second',
      surface: 'mention',
      author: { remoteId: '@q8', aliases: ['@q8'], handle: 'q8' },
      createdAt: '2026-11-01T07:00:00.000Z',
    })
    expect(events[2]).toMatchObject({ replyTo: 'b', media: [{ kind: 'image', phash: 'df322a1422d00e17' }] })
    expect(events[2]).not.toHaveProperty('author')
  })
  it('is moved so that its last post is now, in the order it happened', () => {
    const moved = moveTo(replay.inspect(bytes), now)
    expect(moved.map(({ remoteId }) => remoteId)).toEqual(['a', 'b', 'c'])
    expect(moved.at(-1)?.createdAt).toBe(new Date(now).toISOString())
  })
  it('keeps its distances wherever it is moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const times = moveTo(replay.inspect(bytes), at).map(({ createdAt }) => Date.parse(createdAt!))
        expect(times.map((time) => times.at(-1)! - time)).toEqual([27 * 3_600_000, 23 * 3_600_000, 0])
      }),
    )
  })
  it('without posts is empty, and tells lines it cannot read', () => {
    expect(moveTo([], now)).toEqual([])
    expect(replay.inspect(Buffer.from(`${JSON.stringify(world[0])}\n{"id":"x","created_at":"soon"}`))[1]).toMatchObject(
      {
        kind: 'unsupported',
        error: { message: 'line 2: created_at: is no time' },
      },
    )
  })
})
