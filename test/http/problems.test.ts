import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from '../../src/http/cursor.ts'
import { maskAuthor } from '../../src/http/mask.ts'
import { problems } from '../../src/http/problems.ts'
import { access } from '../../src/http/rights.ts'
import { admin, type House, newHouse } from './harness.ts'

let house: House
beforeAll(async () => {
  house = await newHouse()
})

describe('a problem', () => {
  it('is told in both languages with its code, its request and a fix', async () => {
    const { status, headers, body } = await house.ask('GET', '/api/v1/cases')
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({ status, code: 'not-signed-in', type: 'urn:sada:problem:not-signed-in' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(body.fix.ar).toMatch(/[؀-ۿ]/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('has words in both languages for every code', () => {
    for (const [code, { ar, en }] of Object.entries(problems)) {
      expect(ar, code).toMatch(/[؀-ۿ]/)
      expect(en, code).toMatch(/^[A-Z][^؀-ۿ]+\.$/)
    }
  })

  it.each([
    ['not json', 'application/json', 400],
    ['{"from":', 'application/json', 400],
    ['{}', 'text/plain', 415],
    ['', 'application/json', 400],
    [`[${'['.repeat(5000)}`, 'application/json', 400],
  ])('is what a body like %j of %s gets', async (body, type, status) => {
    const id = '01a221e6-c910-7610-8750-a5c807df4430'
    const answer = await house.ask('POST', `/api/v1/cases/${id}/merge`, {
      as: admin,
      body,
      headers: { 'content-type': type },
    })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('problem+json')
  })

  it('tells nothing of what failed inside', async () => {
    const broken = await newHouse()
    await broken.server.store.close()
    const { status, text } = await broken.ask('GET', '/api/v1/cases', { as: admin })
    expect(status).toBe(500)
    expect(text).not.toMatch(/database|sqlite|select|at \//i)
    expect((await broken.ask('GET', '/readyz')).status).toBe(503)
    expect((await broken.ask('GET', '/healthz')).status).toBe(200)
  })
})

const lists = Object.keys(access).filter((route) => route.startsWith('GET /api/v1') && !route.endsWith('/events'))
const parameters = 'q limit cursor status kind agency topic area channel owner sort caseId state hours'.split(' ')
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    "' or 1=1 --",
    '"; drop table posts; --',
    '1) union select * from users --',
    '*',
    'NEAR(a b)',
    '"',
    "'",
    '\0',
    '😀',
    '%',
    '_%',
    '-1',
    '1e309',
    'NaN',
    '9'.repeat(40),
    '../../etc/passwd',
    '\u202e',
    'ـ'.repeat(500),
  ),
)

describe('whatever is asked of a list', () => {
  it.each(lists)('%s answers, and never fails inside', async (route) => {
    const path = route.slice('GET '.length).replace(/:\w+/g, 'x')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parameters), nasty, async (name, value) => {
        const { status } = await house.ask('GET', `${path}?${name}=${encodeURIComponent(value.toWellFormed())}`, {
          as: admin,
        })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a cursor', () => {
  it('gives back the key it was made of, for the same question only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 }),
        fc.string(),
        (key, q) => {
          expect(readCursor(writeCursor(key, q), q, key.length)).toEqual(key)
          expect(() => readCursor(writeCursor(key, q), `${q}.`, key.length)).toThrow()
        },
      ),
    )
  })
})

describe('an author, masked', () => {
  it.each([
    [{ channel: 'whatsapp', remoteId: '96550015295', handle: null, name: 'علي' }, '+965••••5295'],
    [{ channel: 'whatsapp', remoteId: '+96550015295', handle: null, name: null }, '+965••••5295'],
    [{ channel: 'whatsapp', remoteId: '50015295', handle: null, name: null }, '••••95'],
    [{ channel: 'whatsapp', remoteId: 'KW.13491208655302741918', handle: null, name: 'علي' }, 'ع•••'],
    [{ channel: 'x', remoteId: '1234567890', handle: 'q8_driver', name: 'سائق' }, '@q8_•••'],
    [{ channel: 'x', remoteId: '1234567890', handle: 'ab', name: null }, '@a•••'],
    [{ channel: 'instagram', remoteId: '17841400000000000', handle: null, name: null }, '@•••00'],
    [{ channel: 'chat-export', remoteId: 'عبدالله', handle: null, name: 'عبدالله' }, 'ع•••'],
    [{ channel: 'chat-export', remoteId: '+965 5001 5295', handle: null, name: null }, '+965••••5295'],
  ])('%j is %s', (author, shown) => {
    expect(maskAuthor(author)).toBe(shown)
  })

  it('never shows half of what it is given', () => {
    const word = fc.string({ minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(word, fc.option(word), fc.option(word), (remoteId, handle, name) => {
        const shown = maskAuthor({ channel: 'x', remoteId, handle, name })
        for (const secret of [handle, name, remoteId])
          if (secret !== null && secret.replace(/\W/g, '').length > 6) expect(shown).not.toContain(secret)
      }),
    )
  })
})
