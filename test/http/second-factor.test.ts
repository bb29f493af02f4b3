import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isCommon } from '../../src/http/common-passwords.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, cookieOf, type House, newHouse, password } from './harness.ts'

// A code lives by half minutes: here none ends between making one and showing it.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const minute = 60_000
const api = (house: House, method: string, path: string, as: string, body?: unknown) =>
  house.ask(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })

const codeAt = (secret: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })

const enter = (house: House, more: object = {}) =>
  house.ask('POST', '/api/v1/session', { body: { name: 'Salem', password, ...more } })

/** Someone with a second factor that was confirmed two minutes ago. */
const enrolled = async (house: House, role: 'agent' | 'admin' = 'agent') => {
  const id = await house.user('Salem', role)
  const as = cookieOf(await enter(house))
  const begun = (await api(house, 'POST', '/me/second-factor', as, { password })).body
  const code = codeAt(begun.secret, house.server.clock())
  const confirmed = await api(house, 'POST', '/me/second-factor/confirm', as, { code })
  house.later(2 * minute)
  return { id, as, secret: begun.secret as string, codes: confirmed.body.codes as string[], begun, first: code }
}

onBothEngines('a second factor', (open) => {
  it('is begun by the password, drawn without help from elsewhere, and counts once a code confirmed it', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const as = cookieOf(await enter(house))
    const wrong = await api(house, 'POST', '/me/second-factor', as, { password: 'not mine at all' })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong-password'])
    const { body } = await api(house, 'POST', '/me/second-factor', as, { password })
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/Sada:Salem\?issuer=Sada&secret=/)
    expect(Buffer.from(body.picture.split(',')[1], 'base64').toString()).toMatch(/^<svg [^>]*viewBox[^>]*>.*<\/svg>$/)
    expect((await api(house, 'POST', '/me/second-factor/confirm', as, { code: '000000' })).status).toBe(401)
    expect((await enter(house)).status).toBe(200)
    const stored = await house.server.store.read.selectFrom('second_factors').select('secret').executeTakeFirst()
    expect(stored!.secret).not.toContain(body.secret)
    const done = await api(house, 'POST', '/me/second-factor/confirm', as, {
      code: codeAt(body.secret, house.server.clock()),
    })
    expect(new Set(done.body.codes).size).toBe(10)
    const kept = await house.server.store.read.selectFrom('recovery_codes').select('hash').execute()
    expect(JSON.stringify(kept)).not.toContain(done.body.codes[0])
    expect((await api(house, 'GET', '/me/second-factor', as)).body).toMatchObject({ state: 'on', recoveryCodes: 10 })
    expect((await api(house, 'POST', '/me/second-factor', as, { password })).status).toBe(409)
  })

  it('is asked for at the door after the password, and only after it', async () => {
    const house = await newHouse(await open())
    const { secret } = await enrolled(house)
    expect((await enter(house)).body.code).toBe('code-needed')
    const stranger = await house.ask('POST', '/api/v1/session', { body: { name: 'Salem', password: 'a wrong one' } })
    expect(stranger.body.code).toBe('wrong-password')
    expect((await enter(house, { code: '123456' })).body.code).toBe('wrong-code')
    expect((await enter(house, { code: codeAt(secret, house.server.clock()) })).status).toBe(200)
  })

  it.each([-1, 0, 1])('takes the code of %i steps from now, and one two steps away not', async (steps) => {
    const house = await newHouse(await open())
    const { secret } = await enrolled(house)
    const at = (away: number) => codeAt(secret, house.server.clock() + away * 30_000)
    expect((await enter(house, { code: at(2 * (steps || 1)) })).status).toBe(401)
    expect((await enter(house, { code: at(steps) })).status).toBe(200)
  })

  it('takes no code twice, nor an older one after a newer, nor the one that confirmed it', async () => {
    const house = await newHouse(await open())
    const { secret, first } = await enrolled(house)
    house.later(-2 * minute)
    expect((await enter(house, { code: first })).status).toBe(401)
    house.later(2 * minute)
    const code = codeAt(secret, house.server.clock())
    const before = codeAt(secret, house.server.clock() - 30_000)
    const both = await Promise.all([enter(house, { code }), enter(house, { code })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await enter(house, { code: before })).status).toBe(401)
    house.later(30_000)
    expect((await enter(house, { code: codeAt(secret, house.server.clock()) })).status).toBe(200)
  })

  it('reads digits as an Arabic keyboard writes them', async () => {
    const house = await newHouse(await open())
    const { secret } = await enrolled(house)
    const code = codeAt(secret, house.server.clock()).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)
    expect((await enter(house, { code })).status).toBe(200)
  })

  it('may be lost: each recovery code opens once, is noted, and new ones end the old', async () => {
    const house = await newHouse(await open())
    const { codes, secret, as } = await enrolled(house)
    const written = codes[0]!.toLowerCase().replaceAll('-', ' ')
    expect((await enter(house, { code: written })).status).toBe(200)
    expect((await enter(house, { code: codes[0] })).status).toBe(401)
    const actions = (await api(house, 'GET', '/audit', admin)).body.items.map(
      ({ action }: { action: string }) => action,
    )
    expect(actions).toContain('recovery-code-used')
    const fresh = await api(house, 'POST', '/me/second-factor/codes', as, {
      code: codeAt(secret, house.server.clock()),
    })
    expect(fresh.body.codes).toHaveLength(10)
    expect((await enter(house, { code: codes[1] })).status).toBe(401)
    expect((await enter(house, { code: fresh.body.codes[0] })).status).toBe(200)
  })

  it('is reset by an admin, which ends every session and is noted', async () => {
    const house = await newHouse(await open())
    const { id, as } = await enrolled(house)
    expect((await api(house, 'DELETE', `/users/${id}/second-factor`, admin)).status).toBe(204)
    expect((await api(house, 'GET', '/me', as)).status).toBe(401)
    expect((await enter(house)).status).toBe(200)
    const [last] = (await api(house, 'GET', '/audit?limit=2', admin)).body.items.slice(1)
    expect(last).toMatchObject({ action: 'second-factor-reset', subject: id })
  })

  it('is guessed no faster than a password', async () => {
    const house = await newHouse(await open())
    const { codes } = await enrolled(house)
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => enter(house, { code: String(100_000 + i) })))
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5)
    const locked = await enter(house, { code: codes[0] })
    expect([locked.status, locked.body.code]).toEqual([429, 'locked'])
  })
})

onBothEngines('a role that must have a second factor', (open) => {
  const env = { SADA_REQUIRE_SECOND_FACTOR: 'admin, supervisor' }

  it('does nothing else before it is set, and does not turn it off', async () => {
    const house = await newHouse(await open(), env)
    await house.user('Salem', 'admin')
    const entered = await enter(house)
    expect(entered.body.mustSetSecondFactor).toBe(true)
    const as = cookieOf(entered)
    expect((await api(house, 'GET', '/cases', as)).body.code).toBe('second-factor-missing')
    expect((await api(house, 'GET', '/me', as)).body.mustSetSecondFactor).toBe(true)
    const { secret } = (await api(house, 'POST', '/me/second-factor', as, { password })).body
    expect((await api(house, 'GET', '/cases', as)).status).toBe(403)
    await api(house, 'POST', '/me/second-factor/confirm', as, { code: codeAt(secret, house.server.clock()) })
    expect((await api(house, 'GET', '/cases', as)).status).toBe(200)
    house.later(minute)
    const off = await api(house, 'POST', '/me/second-factor/end', as, { code: codeAt(secret, house.server.clock()) })
    expect(off.body.code).toBe('second-factor-needed')
  })

  it('is no matter of other roles, nor of tokens', async () => {
    const house = await newHouse(await open(), env)
    await house.user('Salem', 'agent')
    expect((await api(house, 'GET', '/cases', cookieOf(await enter(house)))).status).toBe(200)
    expect((await api(house, 'GET', '/cases', await house.token('admin'))).status).toBe(200)
  })
})

onBothEngines('one’s own password', (open) => {
  it('is changed by the one before, and ends the other sessions', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const [here, there] = [cookieOf(await enter(house)), cookieOf(await enter(house))]
    const next = 'خمسة جمال فوق السطح'
    const change = (body: object) => api(house, 'PUT', '/me/password', here, body)
    expect((await change({ password: 'not my password', next })).status).toBe(401)
    expect((await change({ password, next: 'password2026!' })).body.code).toBe('common-password')
    expect((await change({ password, next })).status).toBe(204)
    expect((await api(house, 'GET', '/me', there)).status).toBe(401)
    expect((await api(house, 'GET', '/me', here)).status).toBe(200)
    expect((await enter(house)).status).toBe(401)
    expect((await enter(house, { password: next })).status).toBe(200)
  })

  it('needs the code too once there is a second factor', async () => {
    const house = await newHouse(await open())
    const { as, secret } = await enrolled(house)
    const next = 'خمسة جمال فوق السطح'
    expect((await api(house, 'PUT', '/me/password', as, { password, next })).body.code).toBe('code-needed')
    const code = codeAt(secret, house.server.clock())
    expect((await api(house, 'PUT', '/me/password', as, { password, next, code })).status).toBe(204)
  })
})

onBothEngines('one’s own sessions', (open) => {
  it('are listed with the one in hand marked, and ended one by one; nobody ends another’s', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    await house.user('Mona', 'admin')
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1'
    const body = { name: 'Salem', password }
    const phone = cookieOf(await house.ask('POST', '/api/v1/session', { body, headers: { 'user-agent': agent } }))
    const desk = cookieOf(await enter(house))
    const items = (await api(house, 'GET', '/sessions', desk)).body.items as {
      id: string
      device: string
      current: boolean
    }[]
    expect(items.map(({ device, current }) => [device, current]).sort()).toEqual([
      ['', true],
      ['Safari · iPhone', false],
    ])
    const other = items.find(({ current }) => !current)!
    const mona = await house.signIn('Mona')
    expect((await api(house, 'DELETE', `/sessions/${other.id}`, mona)).status).toBe(404)
    expect((await api(house, 'DELETE', `/sessions/${other.id}`, desk)).status).toBe(204)
    expect((await api(house, 'GET', '/me', phone)).status).toBe(401)
    expect((await api(house, 'GET', '/me', desk)).status).toBe(200)
    expect((await api(house, 'GET', '/sessions', admin)).body.code).toBe('people-only')
  })
})

describe('a common password', () => {
  it.each([
    'password123',
    'P@ssw0rd2026!',
    '1234567890',
    '١٢٣٤٥٦٧٨٩٠',
    'qwertyuiop',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    'Football2024',
    'iloveyou!!',
  ])('is refused: %s', (word) => expect(isCommon(word)).toBe(true))

  it('is one’s own name too', () => {
    expect(isCommon('mona alsabah 1', 'Mona AlSabah')).toBe(true)
    expect(isCommon('mona alsabah 1', 'Salem')).toBe(false)
  })

  it.each([password, 'correct horse battery staple', 'خمسة جمال فوق السطح', 'Tq7-vun-Ra2k'])('is not: %s', (word) =>
    expect(isCommon(word)).toBe(false))

  it('is refused where accounts are made, with advice in both languages', async () => {
    const house = await newHouse()
    const body = { name: 'Mona', password: 'Password2026', role: 'viewer' }
    const { status, body: problem } = await api(house, 'POST', '/users', admin, body)
    expect([status, problem.code, problem.field]).toEqual([422, 'common-password', 'password'])
    expect(problem.fix.ar).toMatch(/[؀-ۿ]/)
    expect(problem.fix.en).toContain('words')
  })
})
