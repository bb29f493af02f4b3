// What a browser gets of a citizen's file: shown only where it cannot act, in parts where it is long, and to nobody else.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { rangeOf } from '../../src/http/media.ts'
import { createReader } from '../../src/media/index.ts'
import { keepBytes } from '../../src/media/shelf.ts'
import { checkMedia } from '../../src/ops/doctor-media.ts'
import { type MediaRow, write } from '../../src/store/index.ts'
import { setMedia } from '../../src/store/media.ts'
import { type House, newHouse } from '../http/harness.ts'
import { jpeg, ogg } from './pictures.ts'

let house: House
let token: string
beforeAll(async () => {
  house = await newHouse()
  token = await house.token('viewer')
})

let serial = 0
/** A post with one file that was kept. */
const kept = async (bytes: Uint8Array, row: Partial<MediaRow>): Promise<string> => {
  const { pipeline, store, mediaFolder } = house.server
  serial++
  const said = { kind: 'post', channel: 'whatsapp', type: 'image', text: 'صورة' } as const
  const media = [{ kind: 'document' as const, remoteId: `r${serial}`, filename: 'تقرير 51234567.html' }]
  await pipeline.receive([{ ...said, remoteId: `w${serial}`, author: { remoteId: '1' }, media }], { account: 'a' })
  await pipeline.drain()
  const digest = await keepBytes(mediaFolder, bytes)
  const { id } = await store.read
    .selectFrom('media')
    .select('id')
    .where('remote_id', '=', `r${serial}`)
    .executeTakeFirstOrThrow()
  await write(store, (tx) => setMedia(tx, id, { state: 'kept', digest, ...row }))
  return `/media/${id}`
}

const get = (path: string, headers: Record<string, string> = {}) =>
  house.app.request(path, { headers: { host: 'localhost', authorization: `Bearer ${token}`, ...headers } })

describe('A file', () => {
  it('of a passive type is shown in a sandbox', async () => {
    const bytes = await jpeg(1)
    const answer = await get(await kept(bytes, { mime_type: 'image/jpeg' }))
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    const headers = Object.fromEntries(answer.headers)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(headers['content-security-policy']).toMatch(/sandbox/)
    expect(headers['cache-control']).toMatch(/private/)
  })

  it.each([
    'image/svg+xml',
    'text/html',
    'application/pdf',
    'application/xhtml+xml',
    'application/zip',
    null,
  ])('of the type %s is only ever a download, with no number in its name', async (mime_type) => {
    const answer = await get(await kept(Buffer.from('<script>alert(1)</script>'), { mime_type }))
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/)
    expect(answer.headers.get('content-disposition')).not.toContain('51234567')
  })

  it('comes in the parts a player asks for', async () => {
    const bytes = ogg(9000)
    const path = await kept(bytes, { mime_type: 'audio/ogg' })
    const part = await get(path, { range: 'bytes=10-19' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
    const tail = await get(path, { range: 'bytes=-5' })
    expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-5))).toBe(true)
    expect((await get(path, { range: 'bytes=999999-' })).status).toBe(416)
    const { headers } = await get(path)
    expect((await get(path, { 'if-none-match': headers.get('etag')! })).status).toBe(304)
  })

  it('that has changed since a part of it was taken comes whole', async () => {
    const path = await kept(ogg(9000), { mime_type: 'audio/ogg' })
    const etag = (await get(path)).headers.get('etag')!
    const part = async (wanted: string) => (await get(path, { range: 'bytes=0-9', 'if-range': wanted })).status
    expect([await part(etag), await part('"another"')]).toEqual([206, 200])
  })

  it('is left closed where only its head is asked for, and read from the disk piece by piece', async () => {
    const bytes = Buffer.alloc(8 * 1024 ** 2, 7)
    const path = await kept(bytes, { mime_type: 'video/mp4' })
    const opened = () => readdirSync('/dev/fd').length
    const before = opened()
    for (let times = 0; times < 20; times += 1) {
      const head = await house.app.request(path, {
        method: 'HEAD',
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
      })
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    }
    expect(opened() - before).toBeLessThan(10)
    const reader = (await get(path)).body!.getReader()
    const { value } = await reader.read()
    await reader.cancel()
    expect(value!.byteLength).toBeLessThan(1024 ** 2)
  })

  it.each([
    ['bytes=0-', 10, { from: 0, to: 9 }],
    ['bytes=2-4', 10, { from: 2, to: 4 }],
    ['bytes=-3', 10, { from: 7, to: 9 }],
    ['bytes=5-999', 10, { from: 5, to: 9 }],
    ['bytes=10-', 10, 'none'],
    ['bytes=4-2', 10, 'none'],
    ['bytes=-0', 10, 'none'],
    ['bytes=-', 10, null],
    ['bytes=0-1,4-5', 10, null],
    ['lines=1-2', 10, null],
    [undefined, 10, null],
  ] as const)('asked for as %j of %i bytes is %j', (header, size, range) => {
    expect(rangeOf(header, size)).toEqual(range)
  })

  it('is nobody’s who has not signed in, and is not there before it was read', async () => {
    const path = await kept(await jpeg(2), { mime_type: 'image/jpeg' })
    expect((await house.app.request(path, { headers: { host: 'localhost' } })).status).toBe(401)
    for (const state of ['new', 'waiting', 'failed', 'refused', 'away'] as const)
      expect((await get(await kept(await jpeg(2), { mime_type: 'image/jpeg', state }))).status).toBe(404)
    expect((await get(await kept(Buffer.from('x'), { digest: '../../etc/passwd' }))).status).toBe(404)
  })

  it('shows its small copy, and says where it stands', async () => {
    const thumb = await keepBytes(house.server.mediaFolder, Buffer.from('small'))
    const path = await kept(await jpeg(3), { mime_type: 'image/jpeg', thumb, words: 'اتصل 51234567', width: 800 })
    const small = await get(`${path}?as=thumbnail`)
    expect([small.headers.get('content-type'), await small.text()]).toEqual(['image/webp', 'small'])
    const { body } = await house.ask('GET', '/api/v1/posts?limit=1', { as: token })
    expect(body.items[0].media[0]).toMatchObject({
      state: 'kept',
      url: path,
      thumbnail: `${path}?as=thumbnail`,
      width: 800,
      durationMs: null,
      fault: null,
    })
    expect(JSON.stringify(body)).not.toContain('51234567')
  })
})

describe('The doctor', () => {
  const transcription = { url: 'http://127.0.0.1:9000', key: null, model: 'whisper-1' }
  const embeddings = { url: 'http://127.0.0.1:9001', key: null, model: 'any' }
  const off = { ocr: false, transcription: null, embeddings: null }

  it('says what is read and heard, and what is missing for it', () => {
    expect(checkMedia({ ...off, ocr: true }, false)[0]).toMatchObject({ level: 'advice' })
    expect(checkMedia({ ...off, ocr: true }, true)[0]).toMatchObject({ level: 'ok' })
    expect(checkMedia(off, false)[0]).toMatchObject({ level: 'ok' })
    expect(checkMedia({ ...off, transcription }, false)[1]!.says.en).toContain('127.0.0.1:9000')
    expect(checkMedia(off, false)[2]!.says.en).toContain('on this machine only')
    expect(checkMedia({ ...off, embeddings }, false)[2]!.says.en).toMatch(/decided on this machine; 127.0.0.1:9001/)
  })
})

describe('The words in a picture', () => {
  it.each([
    'dark-on-light',
    'light-on-dark',
  ])('are read in Arabic and English, %s, without any network', async (name) => {
    const reader = createReader()
    const read = await reader.words(readFileSync(join(import.meta.dirname, `${name}.png`)))
    await reader.stop()
    expect(read).toEqual({ kind: 'words', text: 'وزارة الأشغال العامة\nWATER LEAK 4' })
  })
})
