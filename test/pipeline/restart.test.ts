// What a pipeline finds when it starts.
import { expect, it } from 'vitest'
import { mergeCases, setStatus } from '../../src/cases/index.ts'
import { cases, now } from '../cases/seen.ts'
import { onBothEngines } from '../store/engines.ts'
import { faultsOf, officer, report, said, townOn } from './town.ts'

onBothEngines('The pipeline', (open, engine) => {
  it('decides what waits when it starts, and what comes while it runs', async () => {
    const town = townOn(await open())
    await town.pipeline.receive([report(7001)], { account: 'ministry' })
    await town.pipeline.start()
    await town.pipeline.receive([report(7001), report(7002)], { account: 'ministry' })
    await town.pipeline.drain()
    expect(await town.partition()).toHaveLength(2)
    await town.pipeline.stop()
    await town.pipeline.stop()
  })

  it('goes on after a restart where it was: echoes find the cases of before, verdicts and closures hold', async () => {
    const store = await open()
    const town = townOn(store)
    const [first, second, solved] = await town.hear(report(7001), report(7002), report(7005))
    const [one, other, old] = await cases(town, first!, second!, solved!)
    const { desk } = town.pipeline
    await mergeCases(desk, { case: one!, from: [other!], version: 1, actor: officer })
    await setStatus(desk, { case: old!, status: 'solved', version: 1, actor: officer })
    const after = townOn(store)
    const [echo, joined] = await after.hear(report(7001), report(7002))
    expect(await cases(after, echo!, joined!)).toEqual([one, one])
    const [again] = await after.hear(said('انقطعت الكهرباء مرة ثانية بعد ما رجعت في 7005 حفرة'))
    const opened = (await after.caseOf(again!))!
    expect(await now(after, opened)).toMatchObject({ recurrenceOf: old })
    if (engine === 'sqlite') expect(after.matcher.size()).toEqual({ cases: 3, posts: 6 })
    expect(await faultsOf(store)).toEqual([])
  })
})
