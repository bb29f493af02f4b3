import { expect, it } from 'vitest'
import { addNote } from '../../src/cases/index.ts'
import { InvalidInputError, NotFoundError } from '../../src/errors.ts'
import type { CaseId } from '../../src/model.ts'
import { officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, lastEvent } from './seen.ts'

onBothEngines('Working on a case', (open) => {
  it('leaves notes in its history', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    await addNote(town.pipeline.desk, { case: id!, text: ' called the site ', actor: officer })
    expect(JSON.parse((await lastEvent(town)).data)).toEqual({ text: 'called the site' })
    await expect(addNote(town.pipeline.desk, { case: id!, text: ' ', actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(addNote(town.pipeline.desk, { case: 'x' as CaseId, text: 'a', actor: officer })).rejects.toThrow(
      NotFoundError,
    )
  })
})
