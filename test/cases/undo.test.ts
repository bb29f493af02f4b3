import { expect, it } from 'vitest'
import { assignCase, mergeCases, setStatus, splitCase, undoEvent } from '../../src/cases/index.ts'
import { InvalidInputError, NotFoundError } from '../../src/errors.ts'
import type { EventId } from '../../src/model.ts'
import { faultsOf, officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, lastEvent, now, reasons, standing } from './seen.ts'

onBothEngines('Undoing', (open) => {
  it('a merge brings back cases, posts, statuses and verdicts exactly', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await setStatus(town.pipeline.desk, { case: source!, status: 'solved', version: 1, actor: officer })
    const before = [await now(town, target!), await now(town, source!)]
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    const after = [await now(town, target!), await now(town, source!)]
    expect(after.map((one) => ({ ...one, version: 0 }))).toEqual(before.map((one) => ({ ...one, version: 0 })))
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await standing(town)).toEqual([])
    expect((await reasons(town, b!)).actor).toBeNull()
    const [echo] = await town.hear(report(7002))
    expect(await town.caseOf(echo!)).toBe(source)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('a merge leaves in the case those who joined it since', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    const [echo] = await town.hear(report(7001))
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    expect(await town.partition()).toEqual([[a, echo], [b]])
  })

  it('a split takes along those who joined the new case since', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7001))
    const [id] = await cases(town, a!)
    await splitCase(town.pipeline.desk, { case: id!, posts: [b!], version: 1, actor: officer })
    const { id: event } = await lastEvent(town)
    const [echo] = await town.hear(report(7001))
    await undoEvent(town.pipeline.desk, { event, actor: officer })
    expect(await town.partition()).toEqual([[a, b, echo]])
    expect(await standing(town)).toEqual([])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('is refused while later events stand on it, and names them', async () => {
    const town = townOn(await open())
    const [a, b, c] = await cases(town, ...(await town.hear(report(7001), report(7002), report(7003))))
    await mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer })
    const first = (await lastEvent(town)).id
    await mergeCases(town.pipeline.desk, { case: c!, from: [a!], version: 1, actor: officer })
    const second = (await lastEvent(town)).id
    const error = await undoEvent(town.pipeline.desk, { event: first, actor: officer }).catch((e) => e)
    expect(error).toMatchObject({
      name: 'ConflictError',
      code: 'depended-on',
      current: [expect.objectContaining({ id: second, kind: 'merged' })],
    })
    await undoEvent(town.pipeline.desk, { event: second, actor: officer })
    await undoEvent(town.pipeline.desk, { event: first, actor: officer })
    expect(await town.partition()).toHaveLength(3)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('twice is refused, and so is what cannot be undone', async () => {
    const town = townOn(await open())
    const [a, b] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    const undoing = await lastEvent(town)
    await expect(undoEvent(town.pipeline.desk, { event: id, actor: officer })).rejects.toMatchObject({
      code: 'undone',
      current: { event: undoing.id },
    })
    await expect(undoEvent(town.pipeline.desk, { event: undoing.id, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(undoEvent(town.pipeline.desk, { event: 'none' as EventId, actor: officer })).rejects.toThrow(
      NotFoundError,
    )
    const machine = await town.store.read
      .selectFrom('events')
      .select('id')
      .where('kind', '=', 'opened')
      .executeTakeFirstOrThrow()
    await expect(undoEvent(town.pipeline.desk, { event: machine.id, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
  })

  it('an assignment or a status brings back what was, unless it has changed since', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    const { agency } = await now(town, id!)
    await assignCase(town.pipeline.desk, { case: id!, agency: 'police', version: 1, actor: officer })
    const assigned = (await lastEvent(town)).id
    await setStatus(town.pipeline.desk, { case: id!, status: 'solved', version: 2, actor: officer })
    const solved = (await lastEvent(town)).id
    await setStatus(town.pipeline.desk, { case: id!, status: 'closed', version: 3, actor: officer })
    await expect(undoEvent(town.pipeline.desk, { event: solved, actor: officer })).rejects.toMatchObject({
      code: 'depended-on',
    })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    await undoEvent(town.pipeline.desk, { event: solved, actor: officer })
    await undoEvent(town.pipeline.desk, { event: assigned, actor: officer })
    expect(await now(town, id!)).toMatchObject({ status: 'open', closedAt: null, agency })
  })
})
