import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Store } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, newHouse } from './harness.ts'
import { client, newBrowser, type Running, startProvider, walk } from './provider.ts'

const noura = { sub: 'n-1', name: 'نورة', groups: ['staff', 'sada-agents'], agencies: ['mew'] }

let provider: Running
beforeAll(async () => {
  provider = await startProvider(noura)
})
afterAll(() => provider.stop())

const environment = () => ({
  SADA_OIDC_ISSUER: provider.issuer,
  SADA_OIDC_CLIENT_ID: client.id,
  SADA_OIDC_CLIENT_SECRET: client.secret,
  SADA_OIDC_ROLES: 'sada-agents=agent,sada-heads=supervisor',
  SADA_OIDC_AGENCY_CLAIM: 'agencies',
})
const newDoor = async (store?: Store, env = {}) => {
  provider.signsIn = noura
  const house = await newHouse(store, { ...environment(), ...env })
  return { house, browser: newBrowser(house) }
}
type Door = Awaited<ReturnType<typeof newDoor>>

/** All the way in; where it ended, and the session when there is one. */
const signIn = async ({ browser }: Pick<Door, 'browser'>) => {
  const { to, cookies } = await browser.go(await walk(browser))
  return { to, as: cookies.find((one) => /^sada=[^;]/.test(one))?.split(';')[0] }
}

onBothEngines('signing in by the identity provider', (open) => {
  it('makes the account of its subject, with role and agencies from its groups, and is noted', async () => {
    const door = await newDoor(await open())
    const { to, as } = await signIn(door)
    expect(to).toBe('http://localhost/')
    const me = await door.house.ask('GET', '/api/v1/me', { as: as! })
    expect(me.body).toMatchObject({ name: 'نورة', role: 'agent', agencies: ['mew'], provided: true })
    const { items } = (await door.house.ask('GET', '/api/v1/users', { as: admin })).body
    expect(items).toMatchObject([{ name: 'نورة', provided: true }])
    const log = (await door.house.ask('GET', '/api/v1/audit', { as: admin })).body.items
    expect(log.map(({ action }: { action: string }) => action)).toEqual(['signed-in', 'user-provided'])
  })

  it('is the same account the next time, with the groups of that day', async () => {
    const door = await newDoor(await open())
    await signIn(door)
    provider.signsIn = { ...noura, name: 'Noura', groups: ['sada-heads', 'sada-agents'], agencies: '*' }
    const { as } = await signIn({ browser: newBrowser(door.house) })
    const me = (await door.house.ask('GET', '/api/v1/me', { as: as! })).body
    expect(me).toMatchObject({ name: 'نورة', role: 'supervisor', agencies: null })
    provider.signsIn = { ...noura, sub: 'n-2' }
    const other = await signIn({ browser: newBrowser(door.house) })
    expect((await door.house.ask('GET', '/api/v1/me', { as: other.as! })).body.name).toBe('نورة (2)')
  })

  it('opens nothing without a role or an agency here, nor a disabled account', async () => {
    const door = await newDoor(await open())
    const failed = async (person: object) => {
      provider.signsIn = { ...noura, ...person }
      const { to, as } = await signIn({ browser: newBrowser(door.house) })
      expect(as).toBeUndefined()
      return to
    }
    const noRole = 'http://localhost/sign-in?failed=provider-no-role'
    expect(await failed({ groups: ['staff', 'admin'] })).toBe(noRole)
    expect(await failed({ agencies: ['nowhere'] })).toBe(noRole)
    provider.signsIn = noura
    await signIn(door)
    const [{ id }] = (await door.house.ask('GET', '/api/v1/users', { as: admin })).body.items
    await door.house.ask('PUT', `/api/v1/users/${id}`, { as: admin, body: { disabled: true } })
    expect(await failed({})).toBe('http://localhost/sign-in?failed=provider-refused')
  })

  it('leaves a trace of whom it refused, by name where the provider named somebody we know', async () => {
    const door = await newDoor(await open())
    await signIn(door)
    provider.signsIn = { ...noura, groups: ['staff'] }
    await signIn({ browser: newBrowser(door.house) })
    provider.signsIn = { ...noura, sub: 'n-3', groups: [] }
    await signIn({ browser: newBrowser(door.house) })
    await newBrowser(door.house).go('http://localhost/api/v1/oidc/callback?code=guessed&state=x')
    const { items } = (await door.house.ask('GET', '/api/v1/audit', { as: admin })).body
    const refused = items.filter(({ action }: { action: string }) => action === 'sign-in-refused')
    expect(refused).toMatchObject([
      { actor: { kind: 'machine', name: null }, data: { way: 'provider', reason: 'provider-refused' } },
      { actor: { kind: 'machine', name: null }, data: { way: 'provider', reason: 'provider-no-role' } },
      { actor: { kind: 'user', name: 'نورة' }, data: { way: 'provider', reason: 'provider-no-role' } },
    ])
  })

  it('has no password that opens it', async () => {
    const door = await newDoor(await open())
    await signIn(door)
    for (const password of ['x', ' ', 'undefined'])
      expect((await door.house.ask('POST', '/api/v1/session', { body: { name: 'نورة', password } })).status).toBe(401)
  })
})

describe('the answer of the provider', () => {
  const refused = 'http://localhost/sign-in?failed=provider-refused'

  it('opens the door of the browser that asked, once, and of no other', async () => {
    const door = await newDoor()
    const back = await walk(door.browser)
    expect((await newBrowser(door.house).go(back)).to).toBe(refused)
    expect((await door.browser.go(back)).to).toBe('http://localhost/')
    expect((await door.browser.go(back)).to).toBe(refused)
  })

  it('is refused with another state, another code, an error, or too late', async () => {
    for (const change of [
      (back: URL) => back.searchParams.set('state', 'x'),
      (back: URL) => back.searchParams.delete('state'),
      (back: URL) => back.searchParams.set('code', 'stolen'),
      (back: URL) => back.searchParams.set('iss', 'https://evil.example'),
      (back: URL) => {
        back.searchParams.delete('code')
        back.searchParams.set('error', 'access_denied')
      },
    ]) {
      const door = await newDoor()
      const back = new URL(await walk(door.browser))
      change(back)
      expect((await door.browser.go(back.href)).to, back.search).toBe(refused)
    }
    const door = await newDoor()
    const back = await walk(door.browser)
    door.house.later(11 * 60_000)
    expect((await door.browser.go(back)).to).toBe(refused)
  })

  it('of one browser’s visit is not taken in another’s', async () => {
    const door = await newDoor()
    const [mine, theirs] = [newBrowser(door.house), newBrowser(door.house)]
    const [back] = [await walk(mine), await walk(theirs)]
    expect((await theirs.go(back!)).to).toBe(refused)
  })

  it('is asked for with a challenge, a nonce and a state, all new each time', async () => {
    const door = await newDoor()
    const ask = async () => new URL((await newBrowser(door.house).go('http://localhost/api/v1/oidc/start')).to!)
    const [one, two] = [await ask(), await ask()]
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(one.searchParams.get(name)?.length, name).toBeGreaterThan(30)
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name))
    expect(one.searchParams.get('code_challenge_method')).toBe('S256')
    const { cookies } = await newBrowser(door.house).go('http://localhost/api/v1/oidc/start')
    expect(cookies[0]).toMatch(/^sada-visit=.*HttpOnly; SameSite=Lax$/)
  })
})

describe('a provider', () => {
  it('that is away sends people back to the other door', async () => {
    const { house, browser } = await newDoor(undefined, { SADA_OIDC_ISSUER: 'http://127.0.0.1:9' })
    expect((await browser.go('http://localhost/api/v1/oidc/start')).to).toContain('failed=provider-away')
    expect((await house.ask('GET', '/api/v1/setup')).body.provider).toEqual({ name: null, url: '/api/v1/oidc/start' })
  })

  it('is no door where none is configured', async () => {
    const house = await newHouse()
    expect((await house.ask('GET', '/api/v1/oidc/start')).status).toBe(404)
    expect((await house.ask('GET', '/api/v1/oidc/callback?code=x&state=y')).status).toBe(404)
    expect((await house.ask('GET', '/api/v1/setup')).body.provider).toBe(null)
  })

  it('is spoken to over plain http on this machine only, and needs its client', () => {
    const faults = (env: Record<string, string>) => {
      const read = readConfig(env)
      return read.ok ? [] : read.faults.map(({ name }) => name)
    }
    const given = { SADA_OIDC_CLIENT_ID: 'a', SADA_OIDC_CLIENT_SECRET: 'b' }
    const of = (SADA_OIDC_ISSUER: string) => faults({ ...given, SADA_OIDC_ISSUER })
    expect(of('http://id.gov.kw')).toEqual(['SADA_OIDC_ISSUER'])
    expect(of('http://127.0.0.1.evil.example')).toEqual(['SADA_OIDC_ISSUER'])
    expect(of('http://localhost.evil.example')).toEqual(['SADA_OIDC_ISSUER'])
    for (const fine of [
      'https://id.gov.kw/realms/x',
      'http://127.0.0.1:8080',
      'http://localhost:80',
      'http://[::1]:80',
    ])
      expect(of(fine), fine).toEqual([])
    expect(faults({ SADA_OIDC_ISSUER: 'https://id.gov.kw' })).toEqual([
      'SADA_OIDC_CLIENT_ID',
      'SADA_OIDC_CLIENT_SECRET',
    ])
    expect(faults({ SADA_OIDC_ROLES: 'heads=boss' })).toEqual(['SADA_OIDC_ROLES'])
  })
})
