import { expect, it } from 'vitest'
import { mergeCases, splitCase, undoEvent } from '../../src/cases/index.ts'
import { ConflictError } from '../../src/errors.ts'
import { faultsOf, officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, lastEvent } from './seen.ts'

onBothEngines('Taking back a split whose case was folded into another since', (open) => {
  it('is refused and names the merge; once that is undone, it goes', async () => {
    const town = townOn(await open())
    const [first, second, strange] = await town.hear(
      report(7001),
      report(7001, { by: 'p2' }),
      report(7002, { by: 'p3' }),
    )
    const [home, other] = await cases(town, first!, strange!)
    const { desk } = town.pipeline
    await splitCase(desk, { case: home!, posts: [second!], version: 1, actor: officer })
    const split = await lastEvent(town)
    await mergeCases(desk, { case: other!, from: [home!], version: 1, actor: officer })
    const merge = await lastEvent(town)

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
