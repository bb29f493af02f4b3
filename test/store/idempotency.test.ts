import { expect, it } from 'vitest'
import { claimKey, keepAnswer, releaseKey } from '../../src/store/idempotency.ts'
import { type Store, write } from '../../src/store/index.ts'
import { onBothEngines } from './engines.ts'

const claim = (store: Store, now: number, requestHash = 'request') =>
  write(store, (tx) => claimKey(tx, { key: 'k', actor: 'a', requestHash, now }))

onBothEngines('a key of a write', (open) => {
  it('is taken once, by whoever comes first', async () => {
    const store = await open()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(store, 1)))
    expect(claims.filter(({ kind }) => kind === 'first')).toHaveLength(1)
    expect(claims.filter(({ kind }) => kind === 'running')).toHaveLength(7)
  })

  it('gives the answer again, to the same request only', async () => {
    const store = await open()
    await claim(store, 1)
    await write(store, (tx) => keepAnswer(tx, 'k', 'a', 201, '{"id":1}'))
    expect(await claim(store, 2)).toEqual({ kind: 'answered', status: 201, body: '{"id":1}' })
    expect(await claim(store, 2, 'another')).toEqual({ kind: 'other-request' })
  })

  it('is free again when the first failed, died a minute ago, or was answered a day ago', async () => {
    const store = await open()
    await claim(store, 1)
    await write(store, (tx) => releaseKey(tx, 'k', 'a'))
    expect((await claim(store, 2)).kind).toBe('first')
    expect((await claim(store, 60_000)).kind).toBe('running')
    expect((await claim(store, 60_003)).kind).toBe('first')
    await write(store, (tx) => keepAnswer(tx, 'k', 'a', 200, null))
    expect((await claim(store, 120_000)).kind).toBe('answered')
    expect((await claim(store, 86_400_000 + 60_004)).kind).toBe('first')
  })
})
