import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { CaseId, UserId } from '../../src/model.ts'
import { takeNumbers } from '../../src/store/counters.ts'
import { emit, eventsAfter, lastEvent, openStore, write } from '../../src/store/index.ts'
import { onBothEngines } from './engines.ts'

const noted = (n: number) => ({
  kind: 'noted' as const,
  caseId: `c${n}` as CaseId,
  actor: { kind: 'machine' as const },
  at: n,
})

onBothEngines('A transaction', (open) => {
  it('keeps all or nothing, its events included', async () => {
    const store = await open()
    await expect(
      write(store, async (tx) => {
        emit(tx, noted(1))
        await tx.insertInto('meta').values({ name: 'a', value: 'b' }).execute()
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await store.read.selectFrom('meta').where('name', '=', 'a').selectAll().execute()).toEqual([])
    expect(await lastEvent(store.read)).toBe(0)
    await write(store, (tx) => tx.insertInto('meta').values({ name: 'a', value: 'b' }).execute())
    expect(await store.read.selectFrom('meta').where('name', '=', 'a').selectAll().execute()).toHaveLength(1)
  })

  it('cannot be seen by readers before it is committed', async () => {
    const store = await open()
    await write(store, async (tx) => {
      await tx.insertInto('meta').values({ name: 'a', value: 'b' }).execute()
      expect(await store.read.selectFrom('meta').where('name', '=', 'a').selectAll().execute()).toEqual([])
    })
  })

  it('is not refused for a name with half a character or a NUL in it', async () => {
    const store = await open()
    const actor = { kind: 'user' as const, id: 'u1' as UserId, name: 'نو\0رة \ud83d', role: 'agent' as const }
    await write(store, async (tx) => emit(tx, { ...noted(1), actor, data: { said: 'a\0b \ud83d' } }))
    const [event] = await eventsAfter(store.read, 0, 10)
    expect(event!.actor_name).toContain('رة')
    expect(JSON.parse(event!.data).said).toMatch(/^a.*b /su)
  })

  it('tells listeners and followers after the commit, in order', async () => {
    const store = await open()
    const heard: string[] = []
    const stop = store.onCommitted((events) => heard.push(...events.map(({ seq }) => `event ${seq}`)))
    await write(
      store,
      async (tx) => emit(tx, noted(1)),
      () => heard.push('followed'),
    )
    await write(store, async (tx) => emit(tx, noted(2)))
    stop()
    await write(store, async (tx) => emit(tx, noted(3)))
    expect(heard).toEqual(['followed', 'event 1', 'event 2'])
    expect((await eventsAfter(store.read, 1, 10)).map(({ case_id }) => case_id)).toEqual(['c2', 'c3'])
  })

  it('of many at once gives every event and number once, without gaps, and no reader ever misses one', async () => {
    const store = await open({ connections: 8 })
    const seen: number[] = []
    let reading = true
    const follow = async () => {
      while (reading) {
        seen.push(...(await eventsAfter(store.read, seen.at(-1) ?? 0, 1000)).map(({ seq }) => seq))
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    }
    const following = follow()
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        write(store, async (tx) => {
          emit(tx, noted(n))
          emit(tx, noted(n))
          return takeNumbers(tx, 'tickets', 1)
        }),
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    reading = false
    await following
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
  })

  it('that failed does not hold up the next', async () => {
    const store = await open()
    const results = await Promise.allSettled([
      write(store, async () => Promise.reject(new Error('first'))),
      write(store, async (tx) => takeNumbers(tx, 'n', 1)),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })

  it('runs again when the engine broke a deadlock, at most five times', async () => {
    const store = await open()
    const broken = (code: string) => Object.assign(new Error('deadlock'), { code })
    let runs = 0
    const result = await write(store, async (tx) => {
      emit(tx, noted(1))
      if (++runs < 3) throw broken('40P01')
      return runs
    })
    expect(result).toBe(3)
    expect(await lastEvent(store.read)).toBe(1)
    let tries = 0
    await expect(
      write(store, async () => {
        tries++
        throw broken('40001')
      }),
    ).rejects.toThrow('deadlock')
    expect(tries).toBe(5)
    let others = 0
    await expect(
      write(store, async () => {
        others++
        throw broken('23505')
      }),
    ).rejects.toThrow('deadlock')
    expect(others).toBe(1)
  })
})

describe('Two processes on one SQLite file', () => {
  it('wait for each other instead of failing halfway: a transaction that reads first has the right to write', async () => {
    const first = await openStore('sqlite::memory:')
    const second = await openStore(`sqlite:${first.path}`)
    const add = (store: typeof first) =>
      write(store, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from meta`.execute(tx)
        await tx
          .insertInto('meta')
          .values({ name: `${rows[0]!.n}`, value: '' })
          .execute()
      })
    for (let i = 0; i < 20; i++) await add(i % 2 === 0 ? first : second)
    expect(await first.read.selectFrom('meta').select('name').execute()).toHaveLength(20 + 1)
    await second.close()
    await first.close()
  })
})
