import { expect, it } from 'vitest'
import { mergeCases, splitCase } from '../../src/cases/index.ts'
import type { PostId } from '../../src/model.ts'
import { faultsOf, officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, standing } from './seen.ts'

onBothEngines('Splitting', (open) => {
  it('takes posts out into a case of their own that never rejoins', async () => {
    const town = townOn(await open())
    const [a, b, c] = await town.hear(report(7001, { by: 'a' }), report(7001, { by: 'b' }), report(7001, { by: 'c' }))
    const [id] = await cases(town, a!)
    const { source, created } = await splitCase(town.pipeline.desk, {
      case: id!,
      posts: [c!],
      version: 1,
      actor: officer,
    })
    expect(source).toMatchObject({ version: 2, golden: { posts: 2, authors: 2 } })
    expect(created).toMatchObject({ reference: 'S-2611-0002', golden: { posts: 1 } })
    expect(await town.partition()).toEqual([[a, b], [c]])
    expect(await standing(town)).toEqual(
      expect.arrayContaining([
        { a, b: c, link: 'cannot' },
        { a: b, b: c, link: 'cannot' },
      ]),
    )
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('is refused for posts of other cases, for none and for all', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [id] = await cases(town, a!)
    const split = (posts: readonly PostId[]) =>
      splitCase(town.pipeline.desk, { case: id!, posts, version: 1, actor: officer })
    await expect(split([b!])).rejects.toThrow(/posts: post .* is not in this case/)
    await expect(split([])).rejects.toThrow(/posts: names no post/)
    await expect(split([a!])).rejects.toThrow(/posts: names every post/)
  })

  it('of what was merged brings back who was with whom, and the last word counts', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    await splitCase(town.pipeline.desk, { case: target!, posts: [b!], version: 2, actor: officer })
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await standing(town)).toEqual([{ a, b, link: 'cannot' }])
    const all = await town.store.read.selectFrom('verdicts').select('link').execute()
    expect(all.map(({ link }) => link).sort()).toEqual(['cannot', 'must'])
  })
})
