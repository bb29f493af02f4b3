// A rehearsal of the worst ten minutes: a hundred times the usual rate, a worker and the primary die, a channel is slow.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createReceiver } from '../../src/pipeline/receive.ts'
import { createDeliverer } from '../../src/replies/index.ts'
import { inboxIsEmpty } from '../../src/store/inbox.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { listCases } from '../../src/store/views/cases.ts'
import { faultsOf, report } from '../pipeline/town.ts'
import { answer, street } from '../replies/street.ts'
import { startCluster } from './cluster.ts'
import { isCut, stormOf } from './storm-posts.ts'

export type Sample = {
  /** Seconds since the storm began. */
  readonly at: number
  readonly waiting: number
  /** Seconds that the oldest has waited; null while the store was away, as below. */
  readonly lag: number | null
  /** Milliseconds until the work list was there. */
  readonly list: number | null
}
export type Rehearsed = {
  readonly samples: readonly Sample[]
  readonly told: number
  readonly lost: number
  readonly twice: number
  readonly faults: readonly string[]
  /** Seconds: the storm itself, nothing acknowledged after the primary died, all decided after the last post. */
  readonly stormed: number
  readonly gap: number
  readonly drained: number
  /** The cut is one incident: posts of it in its largest case, and cases that hold any. */
  readonly cut: { readonly posts: number; readonly largest: number; readonly cases: number }
  /** Answers on the quick channel were all sent after so many seconds, on the slow one after so many. */
  readonly answered: { readonly quick: number; readonly slow: number; readonly twice: number }
}
export type Storm = {
  readonly posts: number
  readonly seconds: number
  readonly workers: number
  readonly seed: number
}

const glance = async (store: Store, began: number): Promise<Sample> => {
  const at = (performance.now() - began) / 1000
  try {
    const { n, oldest } = await store.read
      .selectFrom('inbox')
      .select(({ fn }) => [fn.countAll<number>().as('n'), fn.min('received_at').as('oldest')])
      .where('state', '=', 'new')
      .executeTakeFirstOrThrow()
    const asked = performance.now()
    await listCases(store, { scope: null }, 'urgency', null, 50)
    const waiting = Number(n)
    return {
      at,
      waiting,
      lag: waiting === 0 ? 0 : (Date.now() - Number(oldest)) / 1000,
      list: performance.now() - asked,
    }
  } catch {
    return { at, waiting: Number.NaN, lag: null, list: null }
  }
}

/** Answers go out meanwhile: at once on one channel, on the other each call takes half a second. */
const answering = async (store: Store) => {
  const began = performance.now()
  const place = await street(store)
  const slow = Array.from({ length: 8 }, (_, n) =>
    report(7001, { by: `x${n}`, channel: 'x', account: '3003', surface: 'mention', summoned: true }),
  )
  await place.town.hear(...slow)
  /** Longer too, until the quick channel has taken what is its own: whoever held that up for this would wait for ever. */
  const slowly = async () => {
    await sleep(500)
    while (place.whatsapp.taken.length < 2) await sleep(50)
  }
  place.x.next(...slow.map(() => slowly))
  await answer(place)
  const deliverer = createDeliverer(place.desk, { paced: false, graceMs: 1000 })
  const [done, all] = [{ quick: Number.NaN, slow: Number.NaN }, new AbortController()]
  const delivering = (async () => {
    while (!all.signal.aborted) if ((await deliverer.turn().catch(() => 0)) === 0) await sleep(100)
  })()
  /** When the channels had taken what is theirs: two people on the one, nine on the other. */
  const sent = (async () => {
    for (; !(done.quick >= 0 && done.slow >= 0); await sleep(50)) {
      const at = (performance.now() - began) / 1000
      if (!(done.quick >= 0) && place.whatsapp.taken.length >= 2) done.quick = at
      if (!(done.slow >= 0) && place.x.taken.length >= 9) done.slow = at
    }
    all.abort()
    await delivering
  })()
  return async () => {
    await sent
    const keys = [...place.whatsapp.taken, ...place.x.taken].map(({ key }) => key)
    return { ...done, twice: keys.length - new Set(keys).size }
  }
}

const cutIn = async (store: Store): Promise<Rehearsed['cut']> => {
  const rows = await store.read
    .selectFrom('posts')
    .select(['remote_id', 'case_id'])
    .where('remote_id', 'like', 'storm.%')
    .execute()
  const cut = rows.filter(({ remote_id }) => isCut(remote_id))
  const byCase = [...Map.groupBy(cut, ({ case_id }) => case_id).values()].map(({ length }) => length)
  return { posts: cut.length, largest: Math.max(...byCase), cases: byCase.length }
}

/** As many as are due by the clock, however long each takes to be told. */
const tellAll = async (storm: Storm, receive: (n: number) => Promise<unknown>) => {
  const told: { readonly n: number; readonly at: number }[] = []
  const began = performance.now()
  const one = async (n: number) => {
    await sleep((n * storm.seconds * 1000) / storm.posts)
    for (;;)
      try {
        await receive(n)
        return void told.push({ n, at: performance.now() })
      } catch {
        await sleep(50)
      }
  }
  await Promise.all(Array.from({ length: storm.posts }, (_, n) => one(n)))
  return { told, stormed: (performance.now() - began) / 1000 }
}

export const rehearse = async (storm: Storm, say: (line: string) => void = () => {}): Promise<Rehearsed> => {
  const cluster = await startCluster({ synchronous: true })
  const folder = mkdtempSync(join(tmpdir(), 'sada-storm-'))
  const store = await openStore(cluster.url, { dataDir: folder, requireStandby: true })
  const startWorker = async (): Promise<ChildProcess> => {
    const child = fork(join(import.meta.dirname, 'storm-worker.ts'), [cluster.url, folder])
    await once(child, 'message')
    return child
  }
  const workers = await Promise.all(Array.from({ length: storm.workers }, startWorker))
  const answered = await answering(store)
  const postOf = stormOf(storm.seed)
  const receive = createReceiver(store, Date.now, () => {})
  const events = Array.from({ length: storm.posts }, (_, n) => postOf(n))
  const samples: Sample[] = []
  const began = performance.now()
  const looking = setInterval(async () => {
    const sample = await glance(store, began)
    samples.push(sample)
    say(`${sample.at.toFixed(0)} s: ${sample.waiting} wait, the oldest ${sample.lag?.toFixed(1)} s`)
  }, 1000)
  const telling = tellAll(storm, (n) =>
    receive([{ ...events[n]!, createdAt: new Date().toISOString() }], { account: 'ministry' }),
  )
  await sleep(storm.seconds * 250)
  workers[0]!.kill('SIGKILL')
  const sent = await answered()
  await sleep(storm.seconds * 250)
  const died = performance.now()
  const promoted = cluster.failOver()
  const { told, stormed } = await telling
  await promoted
  const last = performance.now()
  while (!(await inboxIsEmpty(store.read).catch(() => false))) await sleep(100)
  const drained = (performance.now() - last) / 1000
  clearInterval(looking)
  const rows = await store.read.selectFrom('posts').select('remote_id').where('remote_id', 'like', 'storm.%').execute()
  const kept = new Set(rows.map(({ remote_id }) => remote_id))
  const moments = told.map(({ at }) => at).sort((a, b) => a - b)
  const after = moments.filter((at) => at > died)
  const gaps = after.map((at, i) => at - (after[i - 1] ?? died))
  const result: Rehearsed = {
    samples: samples.toSorted((a, b) => a.at - b.at),
    told: told.length,
    lost: told.filter(({ n }) => !kept.has(events[n]!.remoteId)).length,
    twice: rows.length - kept.size,
    faults: await faultsOf(store),
    stormed,
    gap: Math.max(0, ...gaps) / 1000,
    drained,
    cut: await cutIn(store),
    answered: sent,
  }
  for (const worker of workers.slice(1)) worker.kill('SIGKILL')
  await store.close()
  await cluster.close()
  rmSync(folder, { recursive: true, force: true })
  return result
}
