// Guessing is slow, whoever guesses and from wherever; and a clock that jumps gives nobody more than it should.
import { BlockList } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { clientAddress, plainAddress, prefixOf, trustedProxies } from '../../src/http/peer.ts'
import { accountLimit, addressLimit, type Bucket, forgetAttempts, takeAttempt } from '../../src/store/attempts.ts'
import { type Store, write } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse, password } from './harness.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/** A request as the network brings it. */
const from = (house: House, address: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  house.app.request(
    '/api/v1/session',
    {
      method: 'POST',
      headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    },
    { incoming: { socket: { remoteAddress: address } } } as never,
  )
const guess = (i: number) => ({ name: `nobody ${i}`, password: 'wrong password' })

const bucket: Bucket = { kind: 'account', of: 'salem', limit: accountLimit }
const taken = (store: Store, at: number, buckets: readonly Bucket[] = [bucket]) =>
  write(store, (tx) => takeAttempt(tx, buckets, at))

onBothEngines('tries', (open) => {
  it('are counted before they are checked: of many at once only the free ones pass', async () => {
    const store = await open()
    const waits = await Promise.all(Array.from({ length: 12 }, () => taken(store, 1_000_000)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(accountLimit.tries)
    expect(waits.filter((wait) => wait === minute)).toHaveLength(12 - accountLimit.tries)
  })

  it('that cost nothing end in no wait where two clocks differ a little', async () => {
    const store = await open()
    for (const at of [900_000, 1_000_000, 999_900]) expect(await taken(store, at)).toBe(0)
  })

  it('are counted while right proofs forget them', async () => {
    const store = await open()
    const forgotten = () => write(store, (tx) => forgetAttempts(tx, bucket))
    for (let round = 0; round < 40; round++) {
      const both = [taken(store, 1_000_000), forgotten(), taken(store, 1_000_000), forgotten()]
      const [one, , other] = await Promise.all(both)
      expect([one, other]).toEqual([0, 0])
    }
  })

  it('lie in the store, so that a restart or another worker forgives nothing', async () => {
    const store = await open()
    for (let i = 0; i < accountLimit.tries; i++) await taken(store, 1_000_000 + i)
    const house = await newHouse(store)
    await house.user('salem', 'agent')
    expect(await taken(house.server.store, 1_000_100)).toBeGreaterThan(0)
    const kept = await store.read.selectFrom('attempts').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('salem')
  })

  it('wait twice as long each time, forget after a quiet while, and start anew after the right proof', async () => {
    const store = await open()
    let at = 1_000_000
    for (let i = 0; i < accountLimit.tries; i++) await taken(store, at)
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await taken(store, at)).toBe(wait * minute)
      at += wait * minute
      expect(await taken(store, at)).toBe(0)
    }
    at += 2 * hour
    for (let i = 0; i < accountLimit.tries; i++) expect(await taken(store, at)).toBe(0)
    expect(await taken(store, at)).toBe(minute)
    await write(store, (tx) => forgetAttempts(tx, bucket))
    expect(await taken(store, at)).toBe(0)
  })

  it('on a clock set back wait once more and no longer; on one set forward no guess is won', async () => {
    const store = await open()
    let at = 10 * day
    for (let i = 0; i < accountLimit.tries; i++) await taken(store, at)
    at -= 2 * day
    expect(await taken(store, at)).toBe(minute)
    expect(await taken(store, at + minute - 1)).toBe(1)
    expect(await taken(store, at + minute)).toBe(0)
    expect(await taken(store, at + minute)).toBe(2 * minute)
    // Forward two days: the lock is over, as it is after two days.
    expect(await taken(store, at + 2 * day)).toBe(0)
  })
})

onBothEngines('an address', (open) => {
  it('that guesses many names is told to wait, whichever of its neighbours it uses; others are not', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const bad: Bucket = { kind: 'address', of: prefixOf('203.0.113.7'), limit: addressLimit }
    for (let i = 0; i < addressLimit.tries; i++) await taken(house.server.store, house.server.clock(), [bad])
    const refused = await from(house, '203.0.113.99', guess(1))
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30)
    const told = (await refused.json()) as { requestId: string }
    const locked = (await (await from(house, '::ffff:203.0.113.9', { name: 'Salem', password })).json()) as typeof told
    expect({ ...locked, requestId: '' }).toEqual({ ...told, requestId: '' })
    expect((await from(house, '203.0.114.7', { name: 'Salem', password })).status).toBe(200)
    house.later(2 * minute)
    expect((await from(house, '203.0.113.7', { name: 'Salem', password })).status).toBe(200)
  })

  it('is not charged for the right password', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    for (let i = 0; i < 3; i++) await from(house, '203.0.113.7', { name: 'Salem', password })
    const rows = await house.server.store.read.selectFrom('attempts').select('count').execute()
    expect(rows.map(({ count }) => count)).toEqual([0])
  })

  it('that guesses tokens is told to wait, and its people may still sign in', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const env = { incoming: { socket: { remoteAddress: '198.51.100.1' } } } as never
    const with_ = (token: string) =>
      house.app.request('/api/v1/me', { headers: { host: 'localhost', authorization: `Bearer ${token}` } }, env)
    const statuses: number[] = []
    for (let i = 0; i <= addressLimit.tries; i++) statuses.push((await with_(`wrong-${i}`)).status)
    expect(statuses.slice(0, addressLimit.tries).every((status) => status === 401)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
    expect((await with_(admin)).status).toBe(200)
    expect((await from(house, '198.51.100.1', { name: 'Salem', password })).status).toBe(200)
  })
})

describe('a forwarded address', () => {
  const proxies = trustedProxies(['10.0.0.0/8', '2001:db8::/32'])

  it.each([
    ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', 'nonsense', '10.0.0.1'],
    ['10.0.0.1', '198.51.100.1, nonsense', '10.0.0.1'],
    ['2001:db8::1', '[2a00::7]:443', '2a00::7'],
  ])('from %s saying %s is %s', (peer, forwarded, client) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(client)
  })

  it('is believed from nobody where no proxy is trusted', () => {
    expect(clientAddress('10.0.0.1', '198.51.100.1', new BlockList())).toBe('10.0.0.1')
  })

  it('changes whom a lock counts only behind a trusted proxy', async () => {
    const seen = async (env: Record<string, string>) => {
      const house = await newHouse(undefined, env)
      for (let i = 0; i < 3; i++) await from(house, '10.0.0.1', guess(i), { 'x-forwarded-for': `198.51.${i}.1` })
      return (await house.server.store.read.selectFrom('attempts').select('bucket').execute()).filter(
        ({ bucket: name }) => name.startsWith('address'),
      ).length
    }
    expect(await seen({})).toBe(1)
    expect(await seen({ SADA_TRUSTED_PROXIES: '10.0.0.0/8' })).toBe(3)
  })

  it('is written in many ways, and counted by its network', () => {
    expect(['::ffff:10.0.0.1', '10.0.0.1:80', ' 10.0.0.1 '].map(plainAddress)).toEqual(Array(3).fill('10.0.0.1'))
    expect(plainAddress('fe80::1%eth0')).toBe('fe80::1')
    expect(['x', '', '1.2.3', '10.0.0.1.evil'].map(plainAddress)).toEqual([null, null, null, null])
    expect(prefixOf('203.0.113.7')).toBe('203.0.113.0/24')
    const same = ['2001:db8:0:1::1', '2001:DB8::1:0:0:0:9', '2001:0db8:0000:0001:ffff::'].map(prefixOf)
    expect(new Set(same)).toEqual(new Set(['2001:db8:0:1::/64']))
    expect(prefixOf('::1')).toBe('0:0:0:0::/64')
  })

  it('comes from networks that are written right', () => {
    for (const wrong of ['10.0.0.0/33', 'proxy.local', '10.0.0.0/8/8', '2001:db8::/129', '10.0.0.0/-1'])
      expect(readConfig({ SADA_TRUSTED_PROXIES: wrong }), wrong).toMatchObject({ ok: false })
    expect(readConfig({ SADA_TRUSTED_PROXIES: '10.0.0.0/8, ::1' })).toMatchObject({
      ok: true,
      config: { trustedProxies: ['10.0.0.0/8', '::1'] },
    })
  })
})

onBothEngines('when the clock jumps', (open) => {
  const entered = (house: House) => house.signIn('Salem')
  const status = async (house: House, as: string) => (await house.ask('GET', '/api/v1/me', { as })).status

  it('back, a session does not live longer; a small step ends none', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const as = await entered(house)
    house.later(-4 * minute)
    expect(await status(house, as)).toBe(200)
    house.later(-2 * day)
    expect(await status(house, as)).toBe(401)
    expect(await status(house, await entered(house))).toBe(200)
  })

  it('forward, a session ends as if the time had passed; when it is put right, it is as it was', async () => {
    const house = await newHouse(await open())
    await house.user('Salem', 'agent')
    const as = await entered(house)
    house.later(2 * day)
    expect(await status(house, as)).toBe(401)
    house.later(-2 * day)
    expect(await status(house, as)).toBe(200)
  })

  it('back, a token that was used near its end does not gain days', async () => {
    const house = await newHouse(await open())
    const as = await house.token('viewer', { expiresAt: house.server.clock() + 3 * day })
    house.later(3 * day - hour)
    expect(await status(house, as)).toBe(200)
    house.later(2 * hour)
    expect(await status(house, as)).toBe(401)
    house.later(-2 * day)
    expect(await status(house, as)).toBe(200)
    house.later(day + 22.5 * hour)
    expect(await status(house, as)).toBe(200)
    house.later(hour)
    expect(await status(house, as)).toBe(401)
  })
})
