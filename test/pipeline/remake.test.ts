// Keys and reports of an older matcher lead nowhere: they are made again before anything is decided.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { remakeRings } from '../../src/pipeline/remake.ts'
import { dropOldRings } from '../../src/store/blocks.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { saveRingsProgress } from '../../src/store/rings-version.ts'
import { newPostgres } from '../store/engines.ts'
import { noon, report, townOn } from './town.ts'

const emptied = (store: Store, before: { readonly version: string; readonly before: number }) =>
  write(store, async (tx) => {
    await tx.deleteFrom('block_keys').execute()
    await tx.updateTable('posts').set({ report: sql`replace(report, '"version":"', '"version":"old-')` }).execute()
    await saveRingsProgress(tx, before)
  })
const versionNow = async (store: Store) =>
  (
    JSON.parse(
      (
        await store.read
          .selectFrom('meta')
          .select('value')
          .where('name', '=', 'rings-version')
          .executeTakeFirstOrThrow()
      ).value,
    ) as { version: string }
  ).version

describe('Reports on SQLite', () => {
  it('of an older language layer are prepared again; echoes find the cases of before', async () => {
    const store = await openStore('sqlite::memory:')
    const [post] = await townOn(store).hear(report(7001))
    await write(store, (tx) =>
      tx.updateTable('posts').set({ report: sql`replace(report, '"version":"', '"version":"old-')` }).execute(),
    )
    const after = townOn(store)
    const [echo] = await after.hear(report(7001))
    const reports = await store.read.selectFrom('posts').select('report').execute()
    expect(reports.every(({ report: text }) => !text!.includes('"old-'))).toBe(true)
    expect(await after.caseOf(echo!)).toBe(await after.caseOf(post!))
    await store.close()
  })
})

describe('Keys on PostgreSQL', () => {
  it('are made again after an upgrade, once, however many workers start; echoes find the cases of before', async () => {
    const url = await newPostgres()
    const [store, other] = [await openStore(url), await openStore(url)]
    const [first] = await townOn(store).hear(report(7001), report(7002))
    await emptied(store, { version: 'older', before: 0 })
    const pages = await Promise.all([remakeRings(store, () => noon), remakeRings(other, () => noon)])
    expect(pages.toSorted()).toEqual([0, 1])
    const after = townOn(other)
    const [echo] = await after.hear(report(7001))
    expect(await after.caseOf(echo!)).toBe(await after.caseOf(first!))
    const reports = await store.read.selectFrom('posts').select('report').execute()
    expect(reports.every(({ report: text }) => !text!.includes('"old-'))).toBe(true)
    await Promise.all([store.close(), other.close()])
  })

  it('would lose the cases of before otherwise: the same with keys that claim to be of today', async () => {
    const store = await openStore(await newPostgres())
    const [first] = await townOn(store).hear(report(7001))
    await emptied(store, { version: await versionNow(store), before: 0 })
    const after = townOn(store)
    const [echo] = await after.hear(report(7001))
    expect(await after.caseOf(echo!)).not.toBe(await after.caseOf(first!))
    await store.close()
  })

  it('go when nobody has said them for long', async () => {
    const store = await openStore(await newPostgres())
    await townOn(store).hear(report(7001))
    const count = async () => (await store.read.selectFrom('block_keys').select('print').execute()).length
    const kept = await count()
    expect(await write(store, (tx) => dropOldRings(tx, noon - 1))).toBe(0)
    expect(await write(store, (tx) => dropOldRings(tx, noon + 1))).toBe(kept)
    expect(await count()).toBe(0)
    await store.close()
  })
})
