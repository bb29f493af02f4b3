import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventKey } from '../../connectors/connector.ts'
import { caps, derivedId, isoTime, readDocuments, readJson } from '../../connectors/edge.ts'
import { isPublicAddress, typeOf } from '../../connectors/http.ts'
import { costOf } from '../cost.ts'

const bytes = (text: string) => Buffer.from(text)

describe('the edge', () => {
  it.each([
    ['seconds', 1_795_864_750, '2026-11-28T11:19:10.000Z'],
    ['seconds as text', '1795864750', '2026-11-28T11:19:10.000Z'],
    ['milliseconds', 1_795_864_750_123, '2026-11-28T11:19:10.123Z'],
    ['ISO with a zone', '2026-11-28T14:19:10+03:00', '2026-11-28T11:19:10.000Z'],
    ['ISO with a bare zone', '2026-11-28T14:19:10+0300', '2026-11-28T11:19:10.000Z'],
    ['ISO without a zone, which is UTC', '2026-11-28T11:19:10', '2026-11-28T11:19:10.000Z'],
    ["X's older way", 'Sat Nov 28 11:19:10 +0000 2026', '2026-11-28T11:19:10.000Z'],
    ['nothing', undefined, undefined],
    ['zero', 0, undefined],
    ['a word', 'yesterday 12', undefined],
    ['a far future', 9e18, undefined],
  ])('reads a time in %s', (_name, value, expected) => {
    expect(isoTime(value)).toBe(expected)
  })

  it('refuses what is too large, too deep or of too many values, before it is parsed', () => {
    const deep = caps.depth + 1
    expect(readJson(Buffer.alloc(caps.bytes + 1, 0x20))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('larger'),
    })
    expect(readJson(bytes('['.repeat(deep) + ']'.repeat(deep)))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('deeper'),
    })
    expect(readJson(bytes(`{${'"a":1,'.repeat(caps.values)}"a":1}`))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('values'),
    })
    const many = bytes(`[${'{},'.repeat(caps.bodyItems + 1)}{}]`)
    expect(readJson(many)).toMatchObject({ ok: false, reason: expect.stringContaining('items') })
    // A file may be as long as it likes; nobody waits for it.
    expect(readJson(many, caps.fileBytes)).toMatchObject({ ok: true })
    expect(readJson(bytes('['.repeat(caps.depth) + ']'.repeat(caps.depth)))).toMatchObject({ ok: true })
  })

  it('does not count brackets and colons inside words', () => {
    const text = JSON.stringify({ text: `${'[{'.repeat(200)}\\":"` })
    expect(readJson(bytes(text))).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it('takes no longer than it must over a hostile body of three megabytes', () => {
    for (const text of [
      '"'.repeat(3_000_000),
      '\\"'.repeat(1_500_000),
      '['.repeat(3_000_000),
      '1'.repeat(3_000_000),
      `[${'1'.repeat(30)},`.repeat(90_000),
    ]) {
      const body = bytes(text)
      // A tenth of that is enough. One that looked back at every character would take a million times as long.
      expect(costOf(() => readJson(body), { rounds: 1, enough: 2_000, mostRounds: 4 })).toBeLessThan(2_000)
    }
  })

  it('keeps long numbers as they were sent, wherever they stand', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }), (id) => {
        expect(readJson(bytes(`{"id":${id},"in":[${id},-${id}],"text":": ${id}"}`))).toEqual({
          ok: true,
          value: { id: String(id), in: [String(id), `-${id}`], text: `: ${id}` },
        })
      }),
    )
  })

  it('gives one thing one derived id, whatever the order of its keys', () => {
    expect(derivedId('a', { x: 1, y: { z: 2, w: 3 } })).toBe(derivedId('a', { y: { w: 3, z: 2 }, x: 1 }))
    expect(derivedId('a', { x: 1 })).not.toBe(derivedId('a', { x: 2 }))
    expect(derivedId(['a', 'b'])).not.toBe(derivedId('a', 'b'))
  })

  it('reads one document or one a line, and says when it is neither', () => {
    expect(readDocuments(bytes('\uFEFF{"a":1}'))).toEqual({ ok: true, values: [{ a: 1 }], badLines: [] })
    expect(readDocuments(bytes('{"a":1}\r\n\r\n{"a":2}\n'))).toEqual({
      ok: true,
      values: [{ a: 1 }, { a: 2 }],
      badLines: [],
    })
    expect(readDocuments(bytes('{"a":1}\n{"a":'))).toEqual({
      ok: true,
      values: [{ a: 1 }],
      badLines: [{ line: 2, reason: 'not JSON' }],
    })
    expect(readDocuments(bytes('{"a":'))).toEqual({ ok: false, reason: 'not JSON' })
    expect(readDocuments(bytes(''))).toEqual({ ok: false, reason: 'the file is empty' })
    expect(readDocuments(bytes('\r\n\r\n'))).toEqual({ ok: true, values: [], badLines: [] })
  })

  it('tells two statuses of one message apart, and the same status twice as one', () => {
    const status = { kind: 'status', channel: 'whatsapp', remoteId: 'wamid.A', type: 'status', status: 'sent' } as const
    expect(eventKey(status)).toBe(eventKey({ ...status }))
    expect(eventKey(status)).not.toBe(eventKey({ ...status, status: 'read' }))
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.9',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
  ])('does not hold %s for a public address', (address) => {
    expect(isPublicAddress(address, 4)).toBe(false)
    expect(isPublicAddress(`::ffff:${address}`, 6)).toBe(false)
  })
  it('tells private IPv6 from public', () => {
    for (const address of ['::1', '::', 'fe80::1', 'fd00::1', 'ff02::1'])
      expect(isPublicAddress(address, 6), address).toBe(false)
    expect(isPublicAddress('2a03:2880:f12f:83::face:b00c', 6)).toBe(true)
    expect(isPublicAddress('157.240.1.1', 4)).toBe(true)
  })

  it.each([
    ['image/jpeg', 'ffd8ffe000104a46', 'image/jpeg'],
    ['image/png', '89504e470d0a1a0a', 'image/png'],
    ['video/mp4', '000000186674797069736f6d', 'video/mp4'],
    ['audio/ogg; codecs=opus', '4f67675300', 'audio/ogg; codecs=opus'],
    ['application/pdf', '255044462d', 'application/pdf'],
    ['application/vnd.ms-excel', 'd0cf11e0', 'application/vnd.ms-excel'],
    ['image/jpeg', '89504e470d0a1a0a', 'image/png'],
    ['image/png', 'ffd8ffe000104a46', 'image/jpeg'],
    ['image/jpeg', '255044462d', null],
    ['video/mp4', '3c68746d6c3e', null],
  ])('takes what is called %s for what its first bytes say: %s → %s', (label, hex, expected) => {
    expect(typeOf(label, Buffer.from(hex, 'hex'))).toBe(expected)
  })
})
