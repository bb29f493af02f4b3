import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createGeneric } from '../../connectors/generic/index.ts'
import { bytesOf, conforms } from './conformance.ts'

const connector = createGeneric()
const post = {
  id: 'desk-17',
  kind: 'call',
  account: 'hotline',
  author: { id: 'caller-3', name: 'أم علي' },
  text: 'ما في ماي من الفجر',
  created_at: '2026-11-20T08:15:00+03:00',
  reply_to: 'desk-16',
  media: [{ kind: 'image', url: 'https://desk.example/1.jpg' }],
  location: { lat: 29.29, lon: 48.07 },
}

conforms('the generic webhook', {
  connector,
  header: 'x-sada-signature',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  payloads: { 'one post': post, 'a list': [post, { ...post, id: 'desk-18' }], 'posts under a name': { posts: [post] } },
})

describe('a system of the ministry pushes posts', () => {
  it('is heard with author, place and time in UTC', () => {
    expect(connector.inspect(bytesOf(post))).toEqual([
      {
        kind: 'post',
        channel: 'generic',
        account: 'hotline',
        remoteId: 'desk-17',
        type: 'call',
        text: 'ما في ماي من الفجر',
        author: { remoteId: 'caller-3', name: 'أم علي', aliases: ['caller-3'] },
        createdAt: '2026-11-20T05:15:00.000Z',
        surface: 'call',
        replyTo: 'desk-16',
        media: [{ kind: 'image', url: 'https://desk.example/1.jpg' }],
        location: { lat: 29.29, lon: 48.07 },
      },
    ])
  })

  it('does not count a post that has no id or says nothing', () => {
    const kinds = connector.inspect(bytesOf([{ text: 'بلا رقم' }, { id: 'x' }])).map(({ kind }) => kind)
    expect(kinds).toEqual(['unsupported', 'unsupported'])
  })

  it('reads a file of lines and names the torn one', () => {
    const events = connector.inspect(bytesOf(`${JSON.stringify(post)}\n\n{"id":"desk-1`))
    expect(events).toMatchObject([{ kind: 'post' }, { kind: 'unsupported', error: { message: 'line 3: not JSON' } }])
  })
})
