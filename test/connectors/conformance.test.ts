// The suite itself can fail: a connector that breaks a promise is caught.
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGeneric } from '../../connectors/generic/index.ts'
import { chatExport, replay } from '../../connectors/index.ts'
import { bytesOf, readsFiles } from './conformance.ts'
import { eventSchema } from './event-schema.ts'

describe('the measure of the connectors', () => {
  const [event] = createGeneric().inspect(bytesOf({ id: 'a', text: 'انقطاع', created_at: '2026-11-20T08:15:00Z' }))

  it('takes an event as agreed', () => {
    expect(eventSchema.safeParse(event).success).toBe(true)
  })

  it.each([
    ['an unknown field', { ...event, mood: 'angry' }],
    ['a missing id', { ...event, remoteId: undefined }],
    ['an empty id', { ...event, remoteId: '' }],
    ['a field that is there but undefined', { ...event, text: undefined }],
    ['local time', { ...event, createdAt: '2026-11-20T11:15:00+03:00' }],
    ['seconds', { ...event, createdAt: 1_795_864_750 }],
    ['a kind of its own', { ...event, kind: 'message' }],
    ['a place off the earth', { ...event, location: { lat: 129.3, lon: 47.9 } }],
  ])('refuses %s', (_name, wrong) => {
    expect(eventSchema.safeParse(wrong).success).toBe(false)
  })

  it('finds a verification that compares too little', () => {
    const body = Buffer.from('{}')
    const good = createHmac('sha256', 's').update(body).digest('hex')
    const lazy = (given: string) => given.slice(0, 8) === good.slice(0, 8)
    const flipped = fc
      .nat(good.length - 1)
      .map((at) => good.slice(0, at) + (good[at] === 'b' ? 'c' : 'b') + good.slice(at + 1))
    expect(fc.check(fc.property(flipped, (given) => !lazy(given))).failed).toBe(true)
  })
})

readsFiles('the chat export', chatExport, {
  'an iPhone in Arabic':
    '[٢٠/١١/٢٠٢٦، ٨:١٥:٠٠ ص] أحمد: الماي مقطوع\n[٢٠/١١/٢٠٢٦، ٨:١٦:٠٠ ص] سارة: عندنا بعد\nمن الفجر\n',
  'an Android in English':
    '20/11/2026, 08:15 - Messages and calls are end-to-end encrypted.\n20/11/2026, 08:15 - Ali: no water\n20/11/2026, 08:16 - Sara: <Media omitted>\n',
})
readsFiles('the replay', replay, {
  'a world': ['a', 'b']
    .map((id) =>
      JSON.stringify({
        id,
        channel: 'x',
        kind: 'mention',
        author: '@a',
        text: 'ازدحام',
        created_at: '2026-11-20T08:15:00+03:00',
      }),
    )
    .join('\n'),
})
