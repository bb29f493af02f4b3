// Who joins after the answer, and who got one that was not his.
import { expect, it } from 'vitest'
import { mergeCases, splitCase, undoEvent } from '../../src/cases/index.ts'
import type { EventId } from '../../src/model.ts'
import { createPlan, wronglyAnswered } from '../../src/replies/index.ts'
import { minute, officer, report } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { answer, run, street } from './street.ts'

onBothEngines('After the answer', (open) => {
  it('those who join later get it once', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    await there.town.hear(report(7001, { by: 'late-comer', account: '1001' }))
    const late = await answer(there, { audience: 'late' })
    expect(late.plan.counts).toEqual({ 'whatsapp-session': 1 })
    await run(there.desk)
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['abu-ali', 'late-comer', 'mona'])
    const again = await createPlan(there.desk, { case: there.id, audience: 'late', actor: officer })
    expect(again.counts).toEqual({})
  })

  it('a wrong merge undone shows who got the wrong answer, and corrects exactly those, once', async () => {
    const store = await open()
    const there = await street(store)
    const [stranger] = await there.town.hear(report(7002, { by: 'stranger', account: '1001' }))
    const other = (await there.town.caseOf(stranger!))!
    await mergeCases(there.town.pipeline.desk, { case: there.id, from: [other], version: 1, actor: officer })
    await answer(there)
    await run(there.desk)
    const merge = await store.read
      .selectFrom('events')
      .select('id')
      .where('kind', '=', 'merged')
      .executeTakeFirstOrThrow()
    await undoEvent(there.town.pipeline.desk, { event: merge.id as EventId, actor: officer })

    expect(await wronglyAnswered(store.read, there.id)).toEqual([])
    expect(await wronglyAnswered(store.read, other)).toHaveLength(1)
    const { plan } = await answer({ desk: there.desk, id: other }, { audience: 'wrong', texts: undefined as never })
    expect(plan).toMatchObject({ kind: 'correction', counts: { 'whatsapp-session': 1 } })
    there.town.clock += minute
    await run(there.desk)
    await run(there.desk)
    const sorry = there.whatsapp.taken.filter(({ text }) => text.includes('نعتذر'))
    expect(sorry.map(({ to }) => to)).toEqual(['stranger'])
    expect(await wronglyAnswered(store.read, other)).toEqual([])
  })

  it('a split shows those who were taken out', async () => {
    const there = await street(await open())
    await answer(there)
    await run(there.desk)
    const { created } = await splitCase(there.town.pipeline.desk, {
      case: there.id,
      posts: [there.posts[2]!, there.posts[3]!],
      version: 1,
      actor: officer,
    })
    expect(await wronglyAnswered(there.town.store.read, created.id)).toHaveLength(2)
    expect(await wronglyAnswered(there.town.store.read, there.id)).toEqual([])
  })
})
