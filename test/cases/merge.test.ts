import { expect, it } from 'vitest'
import { mergeCases, setStatus } from '../../src/cases/index.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.ts'
import type { CaseId } from '../../src/model.ts'
import { faultsOf, officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, lastEvent, now, reasons, standing } from './seen.ts'

onBothEngines('Merging', (open) => {
  it('puts all posts in one case, which counts them, and keeps them together by a must-link verdict', async () => {
    const town = townOn(await open())
    const [a, b, c] = await town.hear(
      report(7001, { by: 'a' }),
      report(7002, { by: 'b' }),
      report(7002, { by: 'c', channel: 'x' }),
    )
    const [target, source] = await cases(town, a!, b!)
    const merged = await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    expect(merged).toMatchObject({
      id: target,
      version: 2,
      golden: { posts: 3, authors: 3, byChannel: { whatsapp: 2, x: 1 } },
    })
    expect(await town.partition()).toEqual([[a, b, c]])
    expect(await now(town, source!)).toMatchObject({ status: 'merged', mergedInto: target })
    expect(await standing(town)).toContainEqual({ a, b, link: 'must' })
    expect(await faultsOf(town.store)).toEqual([])
    expect(await lastEvent(town)).toMatchObject({ kind: 'merged', case_id: target, actor_name: 'Noura' })
    expect(await reasons(town, c!)).toEqual({ decision: 'same', reason: 'accepted', actor: 'Noura' })
  })

  it('is followed by later echoes of either', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const [echo] = await town.hear(report(7002))
    expect(await town.caseOf(echo!)).toBe(target)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('asked again changes nothing, even with the old version', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    const ask = () => mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const first = await ask()
    const { seq } = await lastEvent(town)
    expect(await ask()).toEqual(first)
    expect((await lastEvent(town)).seq).toBe(seq)
  })

  it('on a state that has changed is refused with the case as it is now', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await setStatus(town.pipeline.desk, { case: target!, status: 'in-progress', version: 1, actor: officer })
    const error = await mergeCases(town.pipeline.desk, {
      case: target!,
      from: [source!],
      version: 1,
      actor: officer,
    }).catch((e) => e)
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ code: 'stale', current: { id: target, status: 'in-progress', version: 2 } })
  })

  it('is not made stale by echoes that join meanwhile', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await town.hear(report(7001), report(7002))
    const merged = await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    expect(merged.golden.posts).toBe(4)
  })

  it('names what is wrong with a request', async () => {
    const town = townOn(await open())
    const [a, b, c] = await cases(town, ...(await town.hear(report(7001), report(7002), report(7003))))
    const merge = (id: string, from: readonly string[]) =>
      mergeCases(town.pipeline.desk, { case: id as CaseId, from: from as CaseId[], version: 1, actor: officer })
    await expect(merge(a!, [])).rejects.toThrow(InvalidInputError)
    await expect(merge(a!, [a!])).rejects.toThrow(/from: names the case itself/)
    await expect(merge(a!, ['nothing'])).rejects.toThrow(NotFoundError)
    await merge(a!, [b!])
    await expect(merge(c!, [b!])).rejects.toMatchObject({ code: 'merged', current: { id: a } })
    await expect(merge(b!, [c!])).rejects.toMatchObject({ code: 'merged', current: { id: a } })
  })

  it('of a race has one winner', async () => {
    const town = townOn(await open())
    const [a, b] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    const results = await Promise.allSettled([
      mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer }),
      mergeCases(town.pipeline.desk, { case: b!, from: [a!], version: 1, actor: officer }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await town.partition()).toHaveLength(1)
    expect(await faultsOf(town.store)).toEqual([])
  })
})
