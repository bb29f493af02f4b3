// Several processes on one PostgreSQL: each hears what the others commit, and scheduled runs happen once.
import { expect, it } from 'vitest'
import { emit, openStore, type Store, write } from '../../src/store/index.ts'
import { claimSlot } from '../../src/store/slots.ts'
import { newPostgres, onBothEngines } from './engines.ts'

const happen = (store: Store, times: number) =>
  write(store, async (tx) => {
    for (let n = 0; n < times; n++) emit(tx, { kind: 'held', caseId: null, actor: { kind: 'machine' }, at: n })
  })

const until = async (enough: () => boolean) => {
  for (const end = Date.now() + 10_000; !enough() && Date.now() < end; ) await new Promise((go) => setTimeout(go, 10))
}

it('Every process hears each event once, whoever committed it, and soon', async () => {
  const url = await newPostgres()
  const [one, two] = [await openStore(url), await openStore(url)]
  const heard = { one: [] as number[], two: [] as number[] }
  one.onCommitted((events) => heard.one.push(...events.map(({ seq }) => seq)))
  two.onCommitted((events) => heard.two.push(...events.map(({ seq }) => seq)))
  await happen(one, 1)
  await until(() => heard.two.length === 1)
  const begun = Date.now()
  await Promise.all([happen(one, 2), happen(two, 3), happen(one, 1)])
  await until(() => heard.one.length === 7 && heard.two.length === 7)
  expect(Date.now() - begun).toBeLessThan(900)
  await new Promise((go) => setTimeout(go, 1200))
  expect(heard.one.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(heard.two.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
  await Promise.all([one.close(), two.close()])
})

it('What is whispered is heard in the order in which it was said, on however many connections', async () => {
  const url = await newPostgres()
  const [one, two] = [await openStore(url, { connections: 8 }), await openStore(url)]
  const heard: number[] = []
  two.onWhisper((text) => heard.push(Number(text)))
  await until(() => {
    void one.whisper('0')
    return heard.length > 0
  })
  const words = Array.from({ length: 300 }, (_, n) => n + 1)
  await Promise.all(words.map((n) => one.whisper(String(n))))
  await until(() => heard.at(-1) === 300)
  expect(heard.filter((n) => n > 0)).toEqual(words)
  await Promise.all([one.close(), two.close()])
})

onBothEngines('A scheduled run', (open) => {
  it('is had by one of many who come for it, and never again for the same time', async () => {
    const store = await open()
    const come = (at: number) => write(store, (tx) => claimSlot(tx, 'x:pull', at))
    const first = await Promise.all(Array.from({ length: 8 }, () => come(60_000)))
    expect(first.filter(Boolean)).toHaveLength(1)
    expect(await come(60_000)).toBe(false)
    expect(await come(120_000)).toBe(true)
    expect(await come(60_000)).toBe(false)
  })
})
