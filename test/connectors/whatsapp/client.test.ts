import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectorError, OutgoingReply } from '../../../connectors/connector.ts'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { patience } from '../../patience.ts'
import { type Answer, hang, type Remote, reset, startRemote, torn } from '../remote.ts'

let remote: Remote
beforeAll(async () => {
  remote = await startRemote()
})
afterAll(() => remote.close())

const signal = new AbortController().signal
const connector = () =>
  createWhatsApp({
    url: remote.url,
    version: 'v26.0',
    accounts: [
      { id: 'first', token: 'one' },
      { id: 'second', token: 'two' },
    ],
  })
const reply: OutgoingReply = {
  route: 'whatsapp-session',
  account: 'second',
  to: '96599000001',
  inReplyTo: 'wamid.A',
  text: 'أُصلح العطل',
  key: 'row-9',
}
const send = (part: Partial<OutgoingReply> = {}, until = signal) => connector().reply!({ ...reply, ...part }, until)
const last = () => remote.asked.at(-1)!

describe('an answer', () => {
  it('leaves from the number that was written to, quotes the message and carries our key', async () => {
    remote.answer({ json: { messages: [{ id: 'wamid.OUT' }] } })
    expect(await send()).toEqual({ kind: 'sent', remoteId: 'wamid.OUT' })
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/v26.0/second/messages',
      headers: { authorization: 'Bearer two' },
      body: {
        messaging_product: 'whatsapp',
        to: '96599000001',
        type: 'text',
        text: { body: 'أُصلح العطل', preview_url: false },
        context: { message_id: 'wamid.A' },
        biz_opaque_callback_data: 'row-9',
      },
    })
  })
  it('to somebody without a number goes to the business-scoped id', async () => {
    await send({ to: 'KW.1349' })
    expect(last().body).toMatchObject({ recipient: 'KW.1349' })
    expect(last().body).not.toHaveProperty('to')
  })
  it('outside the window is a template with its variables', async () => {
    await send({ route: 'whatsapp-template', template: { name: 'answer', language: 'ar', variables: ['S-1', 'تم'] } })
    expect(last().body).toMatchObject({
      type: 'template',
      template: {
        name: 'answer',
        language: { code: 'ar' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'S-1' },
              { type: 'text', text: 'تم' },
            ],
          },
        ],
      },
    })
  })
  it('is refused here where the route or the account is not ours', async () => {
    const before = remote.asked.length
    expect(await send({ route: 'x-reply' })).toMatchObject({ kind: 'refused', reason: 'route' })
    expect(await send({ account: 'third' })).toMatchObject({ kind: 'refused', reason: 'account-not-configured' })
    expect(remote.asked).toHaveLength(before)
  })
})

const error = (code: number, more: object = {}) => ({ status: 400, json: { error: { code, message: 'm', ...more } } })

describe('a question', () => {
  const buttons = [
    { id: 'yes:1', title: 'نعم' },
    { id: 'no:1', title: 'لا' },
  ]
  it('has buttons to answer with, unless its words are too many for them', async () => {
    remote.answer({ json: { messages: [{ id: 'wamid.OUT' }] } })
    await send({ buttons })
    expect(remote.asked.at(-1)!.body).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        action: { buttons: buttons.map((one) => ({ type: 'reply', reply: one })) },
      },
    })
    await send({ buttons, text: 'ك'.repeat(1025) })
    expect(remote.asked.at(-1)!.body).toMatchObject({ type: 'text' })
  })
})

describe('how a send can end', () => {
  it.each([
    [131047, 'window-closed'],
    [131026, 'undeliverable'],
    [131050, 'opted-out'],
    [131062, 'recipient-id'],
    [132001, 'template'],
    [190, 'token'],
    [131031, 'account-blocked'],
    [424242, 'refused'],
  ])('code %i is refused: %s', async (code, reason) => {
    remote.answer(error(code))
    expect(await send()).toEqual({ kind: 'refused', code: String(code), reason })
  })
  it.each([[130429], [131056], [80007], [131000], [131016]])('code %i may be tried again, later', async (code) => {
    remote.answer(error(code))
    expect(await send()).toMatchObject({ kind: 'retry', afterMs: expect.any(Number) })
  })
  it('the platform says how much later', async () => {
    remote.answer({ ...error(130429), status: 429, headers: { 'retry-after': '7' } })
    expect(await send()).toMatchObject({ kind: 'retry', afterMs: 7_000 })
    remote.answer({ status: 429, headers: { 'retry-after': new Date(Date.now() + 600_000).toUTCString() } })
    expect(await send()).toMatchObject({ kind: 'retry', afterMs: expect.closeTo(600_000, -6) })
    remote.answer({ status: 429 })
    expect(await send()).toMatchObject({ kind: 'retry', afterMs: 60_000 })
  })
  it.each<[string, Answer]>([
    ['a gateway fails', { status: 502, bytes: Buffer.from('<html>') }],
    ['the connection is reset', reset],
    ['the answer is torn', torn],
    ['the answer names no message', { json: {} }],
    ['the answer is not JSON', { bytes: Buffer.from('ok') }],
  ])('is unknown when %s: it may have been taken', async (_name, answer) => {
    remote.answer(answer)
    expect(await send()).toMatchObject({ kind: 'unknown' })
  })
  it('is unknown when no answer comes in time', async () => {
    remote.answer(hang)
    expect(await send({}, patience(200))).toEqual({ kind: 'unknown', reason: 'timeout' })
  })
  it('may be tried again when it certainly never left', async () => {
    const closed = await startRemote()
    await closed.close()
    const nowhere = createWhatsApp({
      url: closed.url,
      version: 'v26.0',
      accounts: [{ id: 'second', token: 't' }],
    })
    expect(await nowhere.reply!(reply, signal)).toMatchObject({ kind: 'retry' })
  })
  it('does not follow the platform elsewhere with our token', async () => {
    const other = await startRemote()
    remote.answer({ status: 307, headers: { location: `${other.url}/v26.0/second/messages` } })
    expect(await send()).toMatchObject({ kind: 'refused' })
    expect(other.asked).toEqual([])
    await other.close()
  })
})

describe('a file', () => {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(100, 7)])
  const sha256 = createHash('sha256').update(bytes).digest()
  const told = (part: object = {}) => ({
    json: { url: `${remote.url}/file`, mime_type: 'image/jpeg', sha256: sha256.toString('hex'), ...part },
  })
  const fetchMedia = () => connector().fetchMedia!('77', signal, 'second')
  const failing = async (): Promise<ConnectorError> =>
    fetchMedia().then(
      () => expect.fail('it was fetched'),
      (error) => error,
    )

  it('is asked for anew, fetched with the token of the account that heard, and checked', async () => {
    remote.answer(told(), { bytes })
    expect(await fetchMedia()).toMatchObject({ mimeType: 'image/jpeg', bytes })
    expect(remote.asked.slice(-2)).toMatchObject([
      { path: '/v26.0/77', headers: { authorization: 'Bearer two' } },
      { path: '/file', headers: { authorization: 'Bearer two' } },
    ])
  })
  it('is what its first bytes say: a PNG that is called a JPEG is a PNG', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40, 7)])
    remote.answer(told({ sha256: undefined }), { bytes: png })
    expect(await fetchMedia()).toMatchObject({ mimeType: 'image/png' })
  })
  it('may be as large as its kind may be, and no larger', async () => {
    remote.answer(told({ mime_type: 'application/pdf', sha256: undefined }), { bytes: Buffer.alloc(2_000, 37) })
    const fetched = await connector().fetchMedia!('77', signal, 'second', 2_000)
    expect(fetched.bytes.byteLength).toBe(2_000)
    remote.answer(told({ mime_type: 'application/pdf', sha256: undefined }), { bytes: Buffer.alloc(2_001, 37) })
    await expect(connector().fetchMedia!('77', signal, 'second', 2_000)).rejects.toThrow(/too large/)
  })
  it('may have its digest in base64', async () => {
    remote.answer(told({ sha256: sha256.toString('base64') }), { bytes })
    expect((await fetchMedia()).bytes.byteLength).toBe(bytes.byteLength)
  })
  it.each([
    ['does not match its digest', {}, Buffer.from('ffd8ffe1', 'hex'), 'malformed'],
    ['is not what it says', { sha256: undefined }, Buffer.from('<script>'), 'malformed'],
    ['is on no host of the platform', { url: 'https://evil.example/file' }, bytes, 'refused'],
    ['is on another port of this machine', { url: 'http://127.0.0.1:22/file' }, bytes, 'refused'],
    ['is named to look like one of theirs', { url: 'https://lookaside.fbsbx.com.evil.example/file' }, bytes, 'refused'],
    ['hides a name in its address', { url: 'https://lookaside.fbsbx.com@evil.example/file' }, bytes, 'refused'],
  ])('that %s is not taken', async (_name, part, body, kind) => {
    remote.answer(told(part), { bytes: body })
    expect(await failing()).toMatchObject({ name: 'ConnectorError', kind })
  })
  it('that is too large is not taken', async () => {
    remote.answer(told(), (response) => {
      response.writeHead(200)
      const chunk = Buffer.alloc(1024 * 1024)
      const pour = () => response.write(chunk, (error) => (error ? undefined : pour()))
      pour()
    })
    expect(await failing()).toMatchObject({ kind: 'refused', message: expect.stringContaining('too large') })
  })
  it('that has expired says so, without a word of the token', async () => {
    remote.answer({ status: 404, json: { error: { code: 100 } } })
    const error = await failing()
    expect(error).toMatchObject({ kind: 'refused' })
    expect(error.message).not.toContain('two')
  })
})
