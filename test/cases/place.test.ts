import { expect, it } from 'vitest'
import { placePost, undoEvent } from '../../src/cases/index.ts'
import { faultsOf, officer, report, said, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, lastEvent, now, reasons } from './seen.ts'

onBothEngines('A person places a post', (open) => {
  it('from the lane into a case, and undone it waits again', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم', { by: 'a' }))
    const [matter] = await town.hear(report(7001, { by: 'b' }))
    const [id] = await cases(town, matter!)
    const placed = await placePost(town.pipeline.desk, { post: hello!, into: id!, actor: officer })
    expect(placed.golden).toMatchObject({ posts: 2, authors: 2 })
    expect(await placePost(town.pipeline.desk, { post: hello!, into: id!, actor: officer })).toEqual(placed)
    expect(await reasons(town, hello!)).toEqual({ decision: 'person', reason: 'placed', actor: 'Noura' })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    const row = await town.store.read
      .selectFrom('posts')
      .select(['case_id', 'lane'])
      .where('id', '=', hello!)
      .executeTakeFirst()
    expect(row).toEqual({ case_id: null, lane: 'no-report' })
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('into a new case, and undone the case is gone', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم', { by: 'a' }))
    const made = await placePost(town.pipeline.desk, { post: hello!, into: 'new', kind: 'inquiry', actor: officer })
    expect(made).toMatchObject({ kind: 'inquiry', reference: 'S-2611-0001', golden: { posts: 1 } })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await now(town, made.id)).toMatchObject({ status: 'merged', mergedInto: null })
    expect(await town.caseOf(hello!)).toBeNull()
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('into a new case, which later echoes find', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم 7001', { by: 'a' }))
    expect(await town.caseOf(hello!)).toBeNull()
    const made = await placePost(town.pipeline.desk, { post: hello!, into: 'new', actor: officer })
    const [echo] = await town.hear(report(7001, { by: 'b' }))
    expect(await town.caseOf(echo!)).toBe(made.id)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('from case to case; the case it leaves empty is folded, and stands again when undone', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001, { by: 'a' }), report(7002, { by: 'b' }))
    const [from, to] = await cases(town, a!, b!)
    await placePost(town.pipeline.desk, { post: a!, into: to!, actor: officer })
    expect(await now(town, from!)).toMatchObject({ status: 'merged', mergedInto: to })
    expect(await town.partition()).toEqual([[a, b]])
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await now(town, from!)).toMatchObject({ status: 'open', mergedInto: null })
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('into a second case, where it does not count', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [own, second] = await cases(town, a!, b!)
    const placed = await placePost(town.pipeline.desk, { post: a!, into: second!, also: true, actor: officer })
    expect(placed.golden.posts).toBe(1)
    expect(await town.caseOf(a!)).toBe(own)
    const rows = await town.store.read
      .selectFrom('members')
      .select(['case_id', 'main'])
      .where('post_id', '=', a!)
      .orderBy('main', 'desc')
      .execute()
    expect(rows).toEqual([
      { case_id: own, main: 1 },
      { case_id: second, main: 0 },
    ])
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await town.store.read.selectFrom('members').select('main').where('post_id', '=', a!).execute()).toEqual([
      { main: 1 },
    ])
    expect(await faultsOf(town.store)).toEqual([])
  })
})
