// The deciding thread dies again and again: what was received is decided once, by the one that follows it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { mergeCases } from '../../src/cases/index.ts'
import { createPipelineBeside } from '../../src/pipeline/index.ts'
import { inboxIsEmpty } from '../../src/store/inbox.ts'
import { openStore, type Store, unpackMatch } from '../../src/store/index.ts'
import { mainMembership } from '../../src/store/members.ts'
import { faultsOf, officer, report } from '../pipeline/town.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-thread-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = async (name: string) => {
  const store = await openStore(`sqlite:${join(folder, `${name}.db`)}`)
  const said: string[] = []
  const pipeline = createPipelineBeside({
    store,
    open: {},
    clock: Date.now,
    log: (message) => said.push(message),
  })
  await pipeline.start()
  return { store, pipeline, said }
}

const places = ['سلوى قطعة 3', 'حولي قطعة 5', 'السالمية قطعة 10', 'الجهراء قطعة 2', 'الفحيحيل قطعة 7']
const told = (n: number) =>
  Array.from({ length: 40 }, (_, i) =>
    report(0, {
      text: `انقطاع الكهرباء في ${places[(n + i) % places.length]} شارع ${i}`,
      by: `9655${n}${i}`,
      remoteId: `${n}.${i}`,
      at: Date.now(),
    }),
  )

const decided = async (store: Store) => (await store.read.selectFrom('posts').select('remote_id').execute()).length

describe('A deciding thread', () => {
  it('that is ended in the middle of its work is followed by another, and nothing is lost or done twice', async () => {
    const { store, pipeline, said } = await open('killed')
    let inTheMiddle = 0
    for (let round = 0; round < 3; round++) {
      const before = await decided(store)
      for (let n = 0; n < 3; n++) await pipeline.receive(told(round * 3 + n), { account: 'ministry' })
      for (let waited = 0; waited < 30_000 && (await decided(store)) === before; waited += 5) await sleep(5)
      if (!(await inboxIsEmpty(store.read))) inTheMiddle++
      await pipeline.decider.thread()?.terminate()
    }
    // The control: the ends did fall into the work.
    expect(inTheMiddle).toBeGreaterThan(0)
    const counts = await pipeline.drain()
    expect(counts.quarantined).toBe(0)
    expect(said.filter((message) => message.includes('another follows'))).toHaveLength(3)
    const posts = await store.read.selectFrom('posts').select('remote_id').execute()
    expect(posts).toHaveLength(360)
    expect(new Set(posts.map(({ remote_id }) => remote_id)).size).toBe(360)
    expect(await faultsOf(store)).toEqual([])
    await pipeline.stop()
    await store.close()
  })

  it('knows what people changed before it decides what comes next', async () => {
    const { store, pipeline } = await open('followed')
    /** The case a post is in, and the one it was compared with first. */
    const say = async (text: string, by: string) => {
      const { events } = await pipeline.receive([report(0, { text, by, at: Date.now() })], { account: 'ministry' })
      await pipeline.drain()
      const row = await mainMembership(store.read, events[0]!.postId!)
      const best = row!.match ?? row!.rival
      return { in: row!.case_id, best: best === null ? null : unpackMatch(best).case }
    }
    const water = await say('ماسورة ماي منفجرة في سلوى قطعة 3 شارع 4', '96550000001')
    const light = () => say('انقطاع الكهرباء في حولي قطعة 5 شارع 9 من الصبح', '96550000002')
    const first = await light()
    expect(first.in).not.toBe(water.in)
    // The control: before the merge, the same words are compared with the case of their own.
    expect((await light()).best).toBe(first.in)
    await mergeCases(pipeline.desk, { case: water.in, from: [first.in], version: 1, actor: officer })
    expect((await light()).best).toBe(water.in)
    expect(await store.read.selectFrom('jobs').select('id').where('kind', '=', 'index').execute()).toEqual([])
    expect(await faultsOf(store)).toEqual([])
    await pipeline.stop()
    await store.close()
  })
})
