// Several processes on one PostgreSQL: each hears what the others commit, and scheduled runs happen once.
import { expect, it } from 'vitest'
import { emit, lastEvent, openStore, type Store, write } from '../../src/store/index.ts'
import { hearOthers } from '../../src/store/postgres-live.ts'
import { claimSlot } from '../../src/store/slots.ts'
import { newPostgres, onBothEngines } from './engines.ts'

const happen = (store: Store, times: number) =>
  write(store, async (tx) => {
    for (let n = 0; n < times; n++) emit(tx, { kind: 'held', caseId: null, actor: { kind: 'machine' }, at: n })
  })

const until = (enough: () => boolean) => expect.poll(enough).toBe(true)

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, n) => from + n)

it('Every process hears each event once, whoever committed it', async () => {
  const url = await newPostgres()
  const [one, two] = [await openStore(url), await openStore(url)]
  const heard = { one: [] as number[], two: [] as number[] }
  one.onCommitted((events) => heard.one.push(...events.map(({ seq }) => seq)))
  two.onCommitted((events) => heard.two.push(...events.map(({ seq }) => seq)))
  // Who begins to listen hears from then on.
  await expect
    .poll(async () => {
      await happen(one, 1)
      return heard.two.length
    })
    .toBeGreaterThan(0)
  await Promise.all([happen(one, 2), happen(two, 3), happen(one, 1)])
  const last = await lastEvent(one.read)
  await until(() => heard.one.includes(last) && heard.two.includes(last))
  // Whatever would come twice comes with the look every second.
  await new Promise((go) => setTimeout(go, 1200))
  const inOrder = (all: readonly number[]) => all.toSorted((a, b) => a - b)
  expect(inOrder(heard.one)).toEqual(upTo(last))
  expect(inOrder(heard.two)).toEqual(upTo(last, heard.two[0]))
  await Promise.all([one.close(), two.close()])
})

it('What another process commits is told at once by the engine, long before the next look', async () => {
  const url = await newPostgres()
  const [one, two] = [await openStore(url), await openStore(url)]
  let heard = 0
  const tell = () => {
    heard += 1
  }
  const others = hearOthers({ url, read: two.read, tell, lookMs: 86_400_000 })
  await expect
    .poll(async () => {
      await happen(one, 1)
      return heard
    })
    // Two are heard without a word of the engine: as the listener begins.
    .toBeGreaterThan(2)
  await others.stop()
  await Promise.all([one.close(), two.close()])
})

it('What is whispered is heard in the order in which it was said, on however many connections', async () => {
  const url = await newPostgres()
  const [one, two] = [await openStore(url, { connections: 8 }), await openStore(url)]
  const heard: number[] = []
  two.onWhisper((text) => heard.push(Number(text)))
  await expect
    .poll(async () => {
      await one.whisper('0')
      return heard.length
    })
    .toBeGreaterThan(0)
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
