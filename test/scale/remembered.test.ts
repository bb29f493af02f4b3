// A worker remembers the cases it compared, and is never wrong about what others made of them since.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId, PostId } from '../../src/model.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { casesWithSpeakers, newMemory } from '../../src/store/speakers.ts'
import { report, townOn } from '../pipeline/town.ts'
import { newPostgres } from '../store/engines.ts'

let store: Store
let [first, second, house] = ['' as PostId, '' as PostId, '' as CaseId]
const memory = newMemory()
const seen = () => write(store, (tx) => casesWithSpeakers(tx, memory, [house]))
const members = async () => (await seen()).flatMap((one) => one.members)
const change = (row: Readonly<Record<string, unknown>>) =>
  write(store, (tx) => tx.updateTable('posts').set(row).where('id', '=', second).execute())

beforeAll(async () => {
  store = await openStore(await newPostgres())
  const town = townOn(store)
  ;[first, second] = (await town.hear(report(70_001), report(70_001))) as [PostId, PostId]
  house = (await town.caseOf(first))!
})
afterAll(() => store.close())

describe('A case that is remembered', () => {
  it('is not read again while its row is the same', async () => {
    const [once, twice] = [await seen(), await seen()]
    expect(once[0]!.members.map(({ id }) => id)).toEqual([first, second])
    expect(twice[0]).toBe(once[0])
  })

  it('has who joined since', async () => {
    const [third] = await townOn(store).hear(report(70_001, { by: 'third' }))
    expect((await members()).map(({ id }) => id)).toEqual([first, second, third])
  })

  it('has new words of a post and lets go of those that are gone, whoever changed them and how', async () => {
    const { report: said } = await store.read
      .selectFrom('posts')
      .select('report')
      .where('id', '=', second)
      .executeTakeFirstOrThrow()
    await change({ report: said!.replaceAll('70001', '70002') })
    expect(JSON.stringify((await members())[1])).toContain('70002')
    await change({ report: null })
    expect((await members()).map(({ id }) => id)).not.toContain(second)
  })

  it('would go on saying them without the mark that a change leaves at the case', async () => {
    await change({ report: '{"packed":1,"tokens":[],"places":[],"concepts":[],"topics":[]}' })
    expect(await members()).toHaveLength(3)
    await write(store, async (tx) => {
      await tx.executeQuery({ sql: 'alter table posts disable trigger case_follows_post', parameters: [] } as never)
      await tx.updateTable('posts').set({ report: null }).where('id', '=', second).execute()
    })
    expect(await members()).toHaveLength(3)
  })

  it('is read afresh by the transaction that changes it, which changes it again under the same mark', async () => {
    const sizes = await write(store, async (tx) => {
      const found: number[] = []
      for (const posts of [7, 8]) {
        await tx.updateTable('cases').set({ posts }).where('id', '=', house).execute()
        found.push((await casesWithSpeakers(tx, memory, [house]))[0]!.size)
      }
      return found
    })
    expect(sizes).toEqual([7, 8])
  })
})
