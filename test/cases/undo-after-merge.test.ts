import { expect, it } from 'vitest'
import { mergeCases, splitCase, undoEvent } from '../../src/cases/index.ts'
import { ConflictError } from '../../src/errors.ts'
import type { CaseId } from '../../src/model.ts'
import { faultsOf, officer, report, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const lastEvent = (town: Town, kind: 'split' | 'merged') =>
  town.store.read
    .selectFrom('events')
    .select('id')
    .where('kind', '=', kind)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
const versionOf = async (town: Town, id: CaseId) =>
  (await town.store.read.selectFrom('cases').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

onBothEngines('Taking back a split whose case was folded into another since', (open) => {
  it('is refused and names the merge; once that is undone, it goes', async () => {
    const town = townOn(await open())
    const [first, second, strange] = await town.hear(
      report(7001),
      report(7001, { by: 'p2' }),
      report(7002, { by: 'p3' }),
    )
    const [home, other] = [(await town.caseOf(first!))!, (await town.caseOf(strange!))!]
    const { desk } = town.pipeline
    await splitCase(desk, { case: home, posts: [second!], version: await versionOf(town, home), actor: officer })
    await mergeCases(desk, { case: other, from: [home], version: await versionOf(town, other), actor: officer })
    const [split, merge] = [await lastEvent(town, 'split'), await lastEvent(town, 'merged')]

    const refused = await undoEvent(desk, { event: split.id, actor: officer }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConflictError)
    expect((refused as ConflictError).current).toMatchObject([{ id: merge.id, kind: 'merged' }])
    expect(await faultsOf(town.store)).toEqual([])

    await undoEvent(desk, { event: merge.id, actor: officer })
    await undoEvent(desk, { event: split.id, actor: officer })
    expect(await town.caseOf(second!)).toBe(home)
    expect(await faultsOf(town.store)).toEqual([])
  })
})
