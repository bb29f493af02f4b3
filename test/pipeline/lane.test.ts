import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { faultsOf, minute, noon, report, said, townOn } from './town.ts'

onBothEngines('A post', (open) => {
  it('that greets is held, and the report of the same author within minutes takes it in', async () => {
    const town = townOn(await open())
    const [hello, stranger] = await town.hear(said('السلام عليكم', { by: 'a' }), said('السلام عليكم', { by: 'b' }))
    expect(await town.caseOf(hello!)).toBeNull()
    const [late] = await town.hear(report(7009, { by: 'b', at: noon + 60 * minute }))
    const [matter] = await town.hear(report(7003, { by: 'a', at: noon + 2 * minute }))
    expect(await town.partition()).toEqual([[hello, matter], [late]])
    expect(await town.caseOf(stranger!)).toBeNull()
    const [greeting, next] = await town.hear(
      said('صباح الخير', { by: 'c', at: noon }),
      report(7004, { by: 'c', at: noon + minute }),
    )
    expect(await town.caseOf(greeting!)).toBe(await town.caseOf(next!))
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('that reports nothing waits in the lane with the reason', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم'))
    const row = await town.store.read
      .selectFrom('posts')
      .select(['case_id', 'lane', 'state', 'kind'])
      .where('id', '=', hello!)
      .executeTakeFirst()
    expect(row).toEqual({ case_id: null, lane: 'no-report', state: 'decided', kind: 'greeting' })
    expect(await town.store.read.selectFrom('events').select(['kind', 'case_id']).execute()).toEqual([
      { kind: 'held', case_id: null },
    ])
  })
})
