import { expect, it } from 'vitest'
import { addSpending, allowanceOf, saveAllowance, spendingOf } from '../../src/store/allowances.ts'
import { saveTemplates, templatesOf } from '../../src/store/approved-templates.ts'
import {
  beginRun,
  claimLine,
  endRun,
  isPaused,
  keepLine,
  pausesOf,
  quietUntil,
  recentRuns,
  setPaused,
} from '../../src/store/connector-runs.ts'
import { claimSecret, keepSecret, sealedSecret } from '../../src/store/connector-secrets.ts'
import { type Store, write } from '../../src/store/index.ts'
import { releaseLeases } from '../../src/store/leases.ts'
import { onBothEngines } from './engines.ts'

const begin = (store: Store, now: number, more: { hurry?: boolean; leaseMs?: number } = {}) =>
  write(store, (tx) => beginRun(tx, { connector: 'x', task: 'x:pull', now, leaseMs: 60_000, hurry: false, ...more }))
const ended = { fetched: 3, fresh: 2, passedOver: 1, fault: null, nextAt: 99, quietUntil: 0 }

onBothEngines('a task of a connector', (open) => {
  it('is run by one process at a time, and its run is kept', async () => {
    const store = await open()
    const claims = await Promise.all([begin(store, 10), begin(store, 10), begin(store, 10)])
    const [claim, ...others] = claims.filter((one) => one !== null)
    expect(others).toEqual([])
    expect(await recentRuns(store.read, 'x:pull', 5)).toMatchObject([{ startedAt: 10, endedAt: null }])
    await write(store, (tx) => endRun(tx, claim!, ended, 20))
    expect(await recentRuns(store.read, 'x:pull', 5)).toEqual([
      { task: 'x:pull', startedAt: 10, endedAt: 20, fetched: 3, fresh: 2, passedOver: 1, fault: null, nextAt: 99 },
    ])
    expect(await begin(store, 30)).not.toBeNull()
  })

  it('is left alone as long as the channel asked, but for a person in a hurry', async () => {
    const store = await open()
    await write(store, async (tx) => {
      const claim = await beginRun(tx, { connector: 'x', task: 'x:pull', now: 10, leaseMs: 60_000, hurry: false })
      await endRun(tx, claim!, { ...ended, fault: 'rate', quietUntil: 1000 }, 20)
    })
    expect(await quietUntil(store.read, 'x:pull')).toBe(1000)
    expect(await begin(store, 999)).toBeNull()
    expect(await begin(store, 999, { hurry: true })).not.toBeNull()
  })

  it('whose process is gone passes to the next, and the dead one’s end changes nothing', async () => {
    const store = await open()
    const dead = await begin(store, 10, { leaseMs: -1 })
    const next = await begin(store, 20)
    expect(next).not.toBeNull()
    await write(store, (tx) => endRun(tx, dead!, { ...ended, quietUntil: 5000 }, 30))
    expect(await quietUntil(store.read, 'x:pull')).toBe(0)
    expect(await begin(store, 40)).toBeNull()
    await write(store, releaseLeases)
    expect(await begin(store, 50)).not.toBeNull()
  })

  it('keeps its last two hundred runs', async () => {
    const store = await open()
    for (let now = 1; now <= 205; now += 1)
      await write(store, async (tx) => {
        const claim = await beginRun(tx, { connector: 'x', task: 'x:pull', now, leaseMs: 60_000, hurry: false })
        await endRun(tx, claim!, ended, now)
      })
    const runs = await recentRuns(store.read, 'x:pull', 1000)
    expect([runs.length, runs[0]!.startedAt, runs.at(-1)!.startedAt]).toEqual([200, 205, 6])
  })

  it('rests while its connector is paused, and it is known by whom', async () => {
    const store = await open()
    await write(store, (tx) => setPaused(tx, 'x', 'نورة', 5))
    expect([await isPaused(store.read, 'x'), await isPaused(store.read, 'instagram')]).toEqual([true, false])
    expect(await pausesOf(store.read)).toEqual(new Map([['x', { at: 5, by: 'نورة' }]]))
    await write(store, (tx) => setPaused(tx, 'x', null, 6))
    expect(await isPaused(store.read, 'x')).toBe(false)
  })
})

onBothEngines('a live line', (open) => {
  it('is held by one process, until it gives it back or is gone', async () => {
    const store = await open()
    const claim = (leaseMs = 60_000) => write(store, (tx) => claimLine(tx, 'x:stream', leaseMs))
    const keep = (attempt: number, leaseMs = 60_000) => write(store, (tx) => keepLine(tx, 'x:stream', attempt, leaseMs))
    const claims = await Promise.all([claim(), claim(), claim()])
    const [first, ...others] = claims.filter((attempt) => attempt !== null)
    expect(others).toEqual([])
    expect([await keep(first!), await claim(), await keep(first!, 0)]).toEqual([true, null, true])
    const dead = await claim(-1)
    const next = await claim()
    expect([dead, next]).toEqual([first! + 1, first! + 2])
    expect([await keep(dead!), await keep(next!)]).toEqual([false, true])
  })
})

onBothEngines('what a channel allows and costs', (open) => {
  const door = { channel: 'x', account: '1', endpoint: 'search' } as const
  it('is the last thing it said', async () => {
    const store = await open()
    await write(store, (tx) => saveAllowance(tx, { ...door, most: 450, remaining: 9, resetAt: 5, seenAt: 1 }))
    await write(store, (tx) => saveAllowance(tx, { ...door, most: 450, remaining: 8, resetAt: 5, seenAt: 2 }))
    expect(await allowanceOf(store.read, door)).toEqual({ ...door, most: 450, remaining: 8, resetAt: 5, seenAt: 2 })
    expect(await allowanceOf(store.read, { ...door, account: '2' })).toBeUndefined()
  })
  it('adds up by the month', async () => {
    const store = await open()
    const spend = (month: string, count: number) =>
      write(store, (tx) => addSpending(tx, 'x', month, [{ what: 'post-read', count, micros: count * 5000 }]))
    await Promise.all([spend('2026-11', 10), spend('2026-11', 5), spend('2026-12', 1)])
    expect(await spendingOf(store.read, 'x', '2026-11')).toEqual([{ what: 'post-read', count: 15, micros: 75_000 }])
    expect(await spendingOf(store.read, 'instagram', '2026-11')).toEqual([])
  })
})

onBothEngines('a token that changes', (open) => {
  it('is renewed by one at a time, and a lost claim keeps nothing', async () => {
    const store = await open()
    const claim = (leaseMs = 60_000) => write(store, (tx) => claimSecret(tx, 'x', leaseMs, 1))
    const [first, second] = [await claim(-1), await claim()]
    expect(second).toMatchObject({ sealed: null })
    expect(await claim()).toBeNull()
    await write(store, (tx) => keepSecret(tx, first!, 'stale', 2))
    expect(await sealedSecret(store.read, 'x')).toBeNull()
    await write(store, (tx) => keepSecret(tx, second!, 'sealed', 2))
    expect(await sealedSecret(store.read, 'x')).toBe('sealed')
    await write(store, async (tx) => keepSecret(tx, (await claimSecret(tx, 'x', 60_000, 3))!, undefined, 3))
    expect(await sealedSecret(store.read, 'x')).toBe('sealed')
  })
})

onBothEngines('approved templates', (open) => {
  const one = {
    account: '1',
    name: 'update',
    language: 'ar',
    status: 'APPROVED',
    category: 'UTILITY',
    body: 'b',
    variables: 1,
  }
  it('are those the channel told of last', async () => {
    const store = await open()
    await write(store, (tx) => saveTemplates(tx, 'whatsapp', [one, { ...one, language: 'en' }], 1))
    await write(store, (tx) => saveTemplates(tx, 'whatsapp', [{ ...one, status: 'PAUSED' }], 2))
    expect(await templatesOf(store.read, 'whatsapp')).toEqual([{ ...one, status: 'PAUSED' }])
  })
})
