import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../../connectors/connector.ts'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { type Answer, type Remote, reset, startRemote, torn } from '../remote.ts'

let remote: Remote
beforeAll(async () => {
  remote = await startRemote()
})
afterAll(() => remote.close())

const signal = new AbortController().signal
const connector = () => createInstagram({ url: remote.url, version: 'v26.0', accounts: [{ id: '178', token: 'one' }] })
const reply: OutgoingReply = { route: 'instagram-comment', account: '178', to: 'c1', text: 'أُصلح العطل', key: 'row-9' }
const send = (part: Partial<OutgoingReply> = {}) => connector().reply!({ ...reply, ...part }, signal)
const last = () => remote.asked.at(-1)!
const error = (code: number, subcode?: number) => ({
  status: 400,
  json: { error: { code, error_subcode: subcode, message: 'm' } },
})

describe('a late answer in private', () => {
  it('says that a person wrote it, and a timely one does not', async () => {
    remote.answer({ json: { message_id: 'm.1' } })
    await send({ route: 'instagram-dm', to: '555' })
    expect(last().body).toEqual({ recipient: { id: '555' }, message: { text: 'أُصلح العطل' } })
    await send({ route: 'instagram-dm', to: '555', humanAgent: true })
    expect(last().body).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })
  })
})

describe('an answer', () => {
  it.each<[OutgoingReply['route'], string, unknown, unknown]>([
    ['instagram-comment', '/v26.0/c1/replies', { message: 'أُصلح العطل' }, { id: '9' }],
    [
      'instagram-private',
      '/v26.0/178/messages',
      { recipient: { comment_id: 'c1' }, message: { text: 'أُصلح العطل' } },
      { message_id: '9' },
    ],
    [
      'instagram-dm',
      '/v26.0/178/messages',
      { recipient: { id: 'c1' }, message: { text: 'أُصلح العطل' } },
      { recipient_id: 'c1', message_id: '9' },
    ],
  ])('by %s', async (route, path, body, json) => {
    remote.answer({ json })
    expect(await send({ route })).toEqual({ kind: 'sent', remoteId: '9' })
    expect(last()).toMatchObject({ method: 'POST', path, body, headers: { authorization: 'Bearer one' } })
  })
  it('under a comment never asks for fields: Meta would make the comment and still answer an error', async () => {
    await send()
    expect([...last().query.keys()]).toEqual([])
  })
})

describe('how a send can end', () => {
  it.each([
    [10, 2534022, 'window-closed'],
    [10, undefined, 'permission'],
    [100, 33, 'gone'],
    [100, 2534014, 'undeliverable'],
    [10900, undefined, 'already-answered'],
    [190, 463, 'token'],
    [551, undefined, 'undeliverable'],
    [4242, undefined, 'refused'],
  ])('code %i/%s is refused: %s', async (code, subcode, reason) => {
    remote.answer(error(code, subcode))
    expect(await send()).toEqual({ kind: 'refused', code: String(code), reason })
  })
  it.each([4, 17, 32, 613, 80002, 2])('code %i may be tried again', async (code) => {
    remote.answer(error(code))
    expect(await send()).toMatchObject({ kind: 'retry' })
  })
  it.each<[string, Answer]>([
    ['a gateway fails', { status: 504 }],
    ['the connection is reset', reset],
    ['the answer is torn', torn],
    ['it names no message', { json: {} }],
  ])('is unknown when %s', async (_name, answer) => {
    remote.answer(answer)
    expect(await send()).toMatchObject({ kind: 'unknown' })
  })
})

describe('a post', () => {
  const fetchPost = (id: string) => connector().fetchPost!(id, signal)
  it('of ours is found as a comment', async () => {
    remote.answer({
      json: { id: 'c1', text: 'هلا', timestamp: '2026-11-20T08:15:00+0000', from: { id: '5', username: 'a' } },
    })
    expect(await fetchPost('c1')).toMatchObject({
      kind: 'post',
      remoteId: 'c1',
      text: 'هلا',
      createdAt: '2026-11-20T08:15:00.000Z',
    })
  })
  it('that mentions us elsewhere is found through the account', async () => {
    remote.answer(error(10), {
      json: { mentioned_comment: { id: 'c2', text: 'يا وزارة', timestamp: '2026-11-20T08:15:00+0000' }, id: '178' },
    })
    expect(await fetchPost('c2')).toMatchObject({ remoteId: 'c2', text: 'يا وزارة', surface: 'mention' })
    expect(last()).toMatchObject({ path: '/v26.0/178' })
    expect(last().query.get('fields')).toContain('mentioned_comment.comment_id(c2)')
  })
  it('that is gone is null', async () => {
    remote.answer(error(100, 33))
    expect(await fetchPost('c3')).toBeNull()
  })
  it('is not taken for gone when the token is refused or we asked too often', async () => {
    remote.answer({ status: 400, json: { error: { code: 190 } } })
    await expect(fetchPost('c4')).rejects.toMatchObject({ kind: 'auth' })
    remote.answer({ status: 400, json: { error: { code: 4 } } })
    await expect(fetchPost('c4')).rejects.toMatchObject({ kind: 'rate', retryAfterMs: 600_000 })
    remote.answer({ status: 503 })
    await expect(fetchPost('c4')).rejects.toMatchObject({ kind: 'server' })
  })
  it('another than the one asked for is not believed', async () => {
    remote.answer({ json: { id: 'other', text: 'هلا' } })
    expect(await fetchPost('c5')).toBeNull()
  })
})

describe('a file', () => {
  it('is fetched from where the platform keeps it, without our token', async () => {
    remote.answer({ bytes: Buffer.from('ffd8ffe000', 'hex'), headers: { 'content-type': 'image/jpeg' } })
    expect(await connector().fetchMedia!(`${remote.url}/f`, signal)).toMatchObject({ mimeType: 'image/jpeg' })
    expect(last().headers.authorization).toBeUndefined()
  })
  it.each([
    'https://evil.example/a.jpg',
    'http://lookaside.fbsbx.com/a.jpg',
    'https://cdninstagram.com.evil.example/a',
    'file:///etc/passwd',
  ])('at %s is not', async (address) => {
    await expect(connector().fetchMedia!(address, signal)).rejects.toMatchObject({ kind: 'refused' })
  })
})
