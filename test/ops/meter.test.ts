import { describe, expect, it } from 'vitest'
import { budgetsOf, createMeter, listPrices, sumOf } from '../../src/ops/meter.ts'
import { createVault } from '../../src/ops/vault.ts'
import { spendingOf } from '../../src/store/allowances.ts'
import { sealedSecret } from '../../src/store/connector-secrets.ts'
import { onBothEngines } from '../store/engines.ts'

const search = { channel: 'x', account: '1', endpoint: 'search' } as const
const start = Date.UTC(2026, 10, 28, 12)
const count = (what: string, times: number) => ({ uses: [{ what, count: times }] })

onBothEngines('the meter', (open) => {
  const metered = async (env: Record<string, string> = {}) => {
    const store = await open()
    const time = { now: start }
    const make = () => createMeter({ store, clock: () => time.now, budgets: budgetsOf(env) })
    return { store, time, make, meter: make() }
  }
  it('holds a call back until the window begins anew, even after a restart', async () => {
    const { time, make, meter } = await metered()
    await meter.note(search, { rate: { limit: 450, remaining: 0, resetAt: start + 60_000 } })
    expect(await make().hold(search)).toEqual({ reason: 'rate', until: start + 60_000 })
    expect(await meter.hold({ ...search, endpoint: 'mentions' })).toBeNull()
    time.now += 60_001
    expect(await meter.hold(search)).toBeNull()
  })
  it('leaves the last of an allowance to more important calls', async () => {
    const { meter } = await metered()
    const graph = { channel: 'instagram', account: '1', endpoint: 'graph' } as const
    await meter.note(graph, { rate: { limit: 100, remaining: 8, resetAt: start + 60_000 } })
    expect(await meter.hold({ ...graph, reserve: 10 })).toMatchObject({ reason: 'rate' })
    expect(await meter.hold(graph)).toBeNull()
  })
  it('stops at the month’s cap, and goes on in the next month', async () => {
    const { store, time, meter } = await metered({ X_MONTHLY_BUDGET: '1' })
    await meter.note(search, count('post-read', 199))
    expect(await meter.hold(search)).toBeNull()
    await meter.note(search, count('post-read', 1))
    expect(await meter.hold(search)).toEqual({ reason: 'budget', until: Date.UTC(2026, 11, 1) })
    expect(sumOf(await spendingOf(store.read, 'x', '2026-11'))).toBe(1)
    time.now = Date.UTC(2026, 11, 1)
    expect(await meter.hold(search)).toBeNull()
  })
  it('counts without a cap, charges what was read once a day once, and at the prices given', async () => {
    const { store, time, meter } = await metered({ X_PRICES: 'post-read=0.5' })
    const read = { uses: [{ what: 'post-read', ids: ['1', '2', '2'] }] }
    await meter.note(search, read)
    await meter.note(search, read)
    time.now += 24 * 3_600_000
    await meter.note(search, read)
    await meter.note(search, count('something-free', 9))
    expect(await spendingOf(store.read, 'x', '2026-11')).toEqual([{ what: 'post-read', count: 4, micros: 2_000_000 }])
    expect(await meter.hold(search)).toBeNull()
  })
})

describe('the prices', () => {
  it('are X’s own where none are given', () => {
    expect(budgetsOf({}).x).toEqual({ cap: null, prices: listPrices })
    expect(budgetsOf({ X_PRICES: 'user-read=1', X_MONTHLY_BUDGET: '250.50' }).x).toEqual({
      cap: 250.5,
      prices: { ...listPrices, 'user-read': 1 },
    })
  })
})

onBothEngines('the vault', (open) => {
  it('renews for one at a time, each from what the one before it left, and stores nothing readable', async () => {
    const store = await open()
    const vault = createVault(store, Date.now)
    let inside = 0
    const renew = () =>
      vault.renew('x', async (present) => {
        inside += 1
        expect(inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 5))
        inside -= 1
        return `${Number(present ?? 0) + 1}`
      })
    await Promise.all([renew(), renew(), renew()])
    expect(await vault.read('x')).toBe('3')
    expect(await sealedSecret(store.read, 'x')).toMatch(/^s1\./)
  })
  it('keeps the present secret when renewing fails', async () => {
    const store = await open()
    const vault = createVault(store, Date.now)
    await vault.renew('x', async () => 'one')
    await expect(vault.renew('x', async () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await vault.read('x')).toBe('one')
    expect(await vault.renew('x', async (present) => `${present} two`)).toBe('one two')
  })
})
