import { expect, it } from 'vitest'
import { write } from '../../src/store/index.ts'
import { claimJobs, enqueue, failJob, finishJob } from '../../src/store/jobs.ts'
import { onBothEngines } from './engines.ts'

onBothEngines('A job', (open) => {
  const claim = { now: 100, limit: 10, leaseMs: 60_000 }

  it('is done once, when it is due, by the worker that holds it', async () => {
    const store = await open()
    await write(store, (tx) => enqueue(tx, { kind: 'fetch', payload: { a: 1 }, at: 50 }))
    expect(await write(store, (tx) => claimJobs(tx, 'fetch', { ...claim, now: 49 }))).toEqual([])
    expect(await write(store, (tx) => claimJobs(tx, 'other', claim))).toEqual([])
    const [job] = await write(store, (tx) => claimJobs(tx, 'fetch', claim))
    expect(job).toMatchObject({ payload: { a: 1 }, attempt: 1 })
    expect(await write(store, (tx) => claimJobs(tx, 'fetch', claim))).toEqual([])
    expect(await write(store, (tx) => finishJob(tx, job!))).toBe(true)
    expect(await store.read.selectFrom('jobs').selectAll().execute()).toEqual([])
  })

  it('passes to another worker when its lease ends; the late one changes nothing', async () => {
    const store = await open()
    await write(store, (tx) => enqueue(tx, { kind: 'fetch', payload: 1, at: 0 }))
    const [late] = await write(store, (tx) => claimJobs(tx, 'fetch', { ...claim, leaseMs: 0 }))
    const [next] = await write(store, (tx) => claimJobs(tx, 'fetch', claim))
    expect(next!.attempt).toBe(2)
    expect(await write(store, (tx) => finishJob(tx, late!))).toBe(false)
    expect(await write(store, (tx) => failJob(tx, late!, 'late', null))).toBe(false)
    expect(await write(store, (tx) => failJob(tx, next!, 'away', 200))).toBe(true)
    expect(await write(store, (tx) => claimJobs(tx, 'fetch', claim))).toEqual([])
    const [third] = await write(store, (tx) => claimJobs(tx, 'fetch', { ...claim, now: 200 }))
    await write(store, (tx) => failJob(tx, third!, 'gone', null))
    expect(await store.read.selectFrom('jobs').select(['state', 'fault', 'attempt']).execute()).toEqual([
      { state: 'dead', fault: 'gone', attempt: 3 },
    ])
  })
})
