import { describe, expect, it } from 'vitest'
import { checkPassword, hashPassword, hashSecret, newSecret } from '../../src/http/passwords.ts'
import { accountLimit, waitAfter } from '../../src/store/attempts.ts'
import { write } from '../../src/store/index.ts'
import { addSetupToken } from '../../src/store/sign-in.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, cookieOf, type House, newHouse, password } from './harness.ts'

const hour = 3_600_000
const minute = 60_000

const link = async ({ server }: House): Promise<string> => {
  const token = newSecret()
  await write(server.store, (tx) => addSetupToken(tx, hashSecret(token), server.clock()))
  return token
}

onBothEngines('the first account', (open) => {
  it('is made by the link, once, and is signed in at once', async () => {
    const house = await newHouse(await open())
    const token = await link(house)
    expect((await house.ask('GET', '/api/v1/setup')).body).toEqual({ needed: true, demo: false, provider: null })
    const made = await house.ask('POST', '/api/v1/setup', { body: { token, name: 'فاطمة', password } })
    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({ kind: 'user', name: 'فاطمة', role: 'admin' })
    expect((await house.ask('GET', '/api/v1/me', { as: cookieOf(made) })).body.name).toBe('فاطمة')
    const again = await house.ask('POST', '/api/v1/setup', { body: { token, name: 'غيرها', password } })
    expect(again.status).toBe(409)
    expect((await house.ask('GET', '/api/v1/setup')).body.needed).toBe(false)
  })

  it('is not made by an old link, a wrong link, or a short password', async () => {
    const house = await newHouse(await open())
    const token = await link(house)
    const attempt = (body: object) => house.ask('POST', '/api/v1/setup', { body })
    expect((await attempt({ token, name: 'a', password: 'short' })).body).toMatchObject({
      code: 'invalid-request',
      field: 'password',
    })
    expect((await attempt({ token: newSecret(), name: 'a', password })).body.code).toBe('link-used')
    house.later(31 * minute)
    expect((await attempt({ token, name: 'a', password })).body.code).toBe('link-used')
  })
})

onBothEngines('a session', (open) => {
  const entered = async (house: House) =>
    cookieOf(await house.ask('POST', '/api/v1/session', { body: { name: 'سالم', password } }))
  const status = async (house: House, as: string) => (await house.ask('GET', '/api/v1/me', { as })).status

  it('ends when it lies idle, at its absolute end, by signing out, and everywhere at once', async () => {
    const house = await newHouse(await open())
    const id = await house.user('سالم', 'agent')
    const idle = await entered(house)
    house.later(8 * hour + minute)
    expect(await status(house, idle)).toBe(401)

    const busy = await entered(house)
    for (let hours = 0; hours < 21; hours += 7) {
      house.later(7 * hour)
      expect(await status(house, busy)).toBe(200)
    }
    house.later(4 * hour)
    expect(await status(house, busy)).toBe(401)

    const [here, there] = [await entered(house), await entered(house)]
    expect((await house.ask('DELETE', '/api/v1/session', { as: here })).status).toBe(204)
    expect([await status(house, here), await status(house, there)]).toEqual([401, 200])
    await house.ask('DELETE', '/api/v1/sessions', { as: there })
    expect(await status(house, there)).toBe(401)

    const disabled = await entered(house)
    await house.ask('PUT', `/api/v1/users/${id}`, { as: admin, body: { disabled: true } })
    expect(await status(house, disabled)).toBe(401)
    expect((await house.ask('POST', '/api/v1/session', { body: { name: 'سالم', password } })).status).toBe(401)
  })

  it('is a cookie no script reads and no other site sends', async () => {
    const plain = await newHouse(await open())
    await plain.user('سالم', 'agent')
    const body = { name: '  سالم ', password }
    const given = (await plain.ask('POST', '/api/v1/session', { body })).headers.getSetCookie()[0]!
    expect(given).toMatch(/^sada=.*HttpOnly/)
    expect(given).toContain('SameSite=Strict')
    const secure = await newHouse(plain.server.store, { SADA_PUBLIC_URL: 'https://sada.gov.kw' })
    const answer = await secure.ask('POST', '/api/v1/session', { body })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-sada=.*Path=\/.*Secure/)
    expect(answer.headers.get('strict-transport-security')).toContain('max-age')
    const stored = await plain.server.store.read.selectFrom('sessions').select('hash').execute()
    expect(stored.map(({ hash }) => hash).join()).not.toContain(given.slice(5, 30))
  })
})

onBothEngines('a wrong password', (open) => {
  it('locks the name after a few, for longer each time, whoever tries and whatever the name’s spelling', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const attempt = (name: string, word: string) =>
      house.ask('POST', '/api/v1/session', { body: { name, password: word } })
    for (let tries = 1; tries <= accountLimit.tries; tries++) expect((await attempt('salem', 'wrong')).status).toBe(401)
    const locked = await attempt('SALEM', password)
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(50)
    house.later(61_000)
    expect((await attempt('Salem', password)).status).toBe(200)
    expect((await attempt('salem', 'wrong')).status).toBe(401)
  })

  it('leaves a trace that names the account, and nothing of what was typed where there is none', async () => {
    const house = await newHouse(await open())
    await house.user('سالم', 'agent')
    for (const name of ['سالم', 'typed-my-password-here'])
      await house.ask('POST', '/api/v1/session', { body: { name, password: 'wrong password' } })
    await house.ask('POST', '/api/v1/session', { body: { name: 'سالم', password } })
    const { items } = (await house.ask('GET', '/api/v1/audit', { as: admin })).body
    const refused = items.filter(({ action }: { action: string }) => action === 'sign-in-refused')
    expect(refused).toMatchObject([
      { actor: { kind: 'machine', name: null }, data: { reason: 'wrong-password' } },
      { actor: { kind: 'user', name: 'سالم' }, data: { way: 'password', reason: 'wrong-password' } },
    ])
    expect(JSON.stringify(items)).not.toContain('typed-my-password-here')
  })

  it('is told in the same words as an unknown name', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const [known, unknown] = await Promise.all(
      ['Salem', 'Nobody'].map((name) => house.ask('POST', '/api/v1/session', { body: { name, password: 'wrong' } })),
    )
    const words = ({ body: { requestId, ...rest } }: typeof known & object) => rest
    expect(words(known!)).toEqual(words(unknown!))
  })
})

describe('a flood of guesses', () => {
  it('is told to come later once many are being checked, and fails nothing', async () => {
    const house = await newHouse()
    const guess = (i: number) =>
      house.ask('POST', '/api/v1/session', { body: { name: `nobody ${i}`, password: 'wrong' } })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(i)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(24)
    expect(statuses.filter((status) => status === 429)).toHaveLength(16)
    expect((await guess(41)).status).toBe(401)
  })
})

describe('the wait after wrong passwords', () => {
  it('is nothing at first, then doubles up to an hour', () => {
    expect([1, 4, 5, 6, 7, 40].map((count) => waitAfter(accountLimit, count))).toEqual([
      0,
      0,
      minute,
      2 * minute,
      4 * minute,
      hour,
    ])
  })
})

describe('passwords', () => {
  it('are kept stretched and salted, and checked in the form they were typed in', async () => {
    const [one, two] = [await hashPassword(password), await hashPassword(password)]
    expect(one).not.toBe(two)
    expect(one).not.toContain(password)
    expect(await checkPassword(password.normalize('NFD'), one)).toBe(true)
    expect(await checkPassword(`${password}.`, one)).toBe(false)
    expect(await checkPassword(password, null)).toBe(false)
  })
})

onBothEngines('a token', (open) => {
  it('is shown once, works by its role, and ends by its date or by revoking', async () => {
    const house = await newHouse(await open())
    const make = async (days: number) =>
      (await house.ask('POST', '/api/v1/tokens', { as: admin, body: { name: 'intake', role: 'viewer', days } })).body
    const [short, long] = [await make(1), await make(30)]
    const listed = await house.ask('GET', '/api/v1/tokens', { as: admin })
    expect(listed.text).not.toContain(short.token)
    const me = async (as: string) => (await house.ask('GET', '/api/v1/me', { as })).status
    expect(await me(short.token)).toBe(200)
    house.later(25 * hour)
    expect([await me(short.token), await me(long.token)]).toEqual([401, 200])
    expect((await house.ask('DELETE', `/api/v1/tokens/${long.id}`, { as: admin })).status).toBe(204)
    expect(await me(long.token)).toBe(401)
    const [last] = (await house.ask('GET', '/api/v1/audit?limit=1', { as: admin })).body.items
    expect(last).toMatchObject({ action: 'token-revoked', subject: long.id })
  })
})

describe('the demo', () => {
  it('lets in whoever has its link, and exists nowhere else', async () => {
    const plain = await newHouse()
    expect((await plain.ask('POST', '/api/v1/demo', { body: { token: 'x' } })).status).toBe(404)
    const id = (await plain.user('visitor', 'admin')) as never
    const user = { id, name: 'visitor', role: 'admin' as const, agencies: null, disabled: false, provided: false }
    const demo = await newHouse(plain.server.store, {}, { token: 'the-link', user })
    expect((await demo.ask('POST', '/api/v1/demo', { body: { token: 'another' } })).status).toBe(403)
    const entered = await demo.ask('POST', '/api/v1/demo', { body: { token: 'the-link' } })
    expect(entered.body).toMatchObject({ demo: true, name: 'visitor' })
    expect((await demo.ask('GET', '/api/v1/me', { as: cookieOf(entered) })).status).toBe(200)
  })
})
