import { expect, it } from 'vitest'
import { placePost, setStatus } from '../../src/cases/index.ts'
import { InvalidInputError } from '../../src/errors.ts'
import type { CaseId } from '../../src/model.ts'
import { noon, officer, report, said, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases } from './seen.ts'

onBothEngines('Working on a case', (open) => {
  it('follows the states of its kind', async () => {
    const town = townOn(await open())
    const [a] = await town.hear(report(7001))
    const [b] = await town.hear(said('السلام عليكم'))
    const [complaint] = await cases(town, a!)
    const suggestion = await placePost(town.pipeline.desk, {
      post: b!,
      into: 'new',
      kind: 'suggestion',
      actor: officer,
    })
    expect(suggestion.status).toBe('received')
    const set = (id: CaseId, version: number, status: Parameters<typeof setStatus>[1]['status']) =>
      setStatus(town.pipeline.desk, { case: id, status, version, actor: officer })
    await expect(set(suggestion.id, suggestion.version, 'solved')).rejects.toThrow(
      /status: a suggestion that is received cannot become solved. Choose one of: under-study/,
    )
    await set(suggestion.id, suggestion.version, 'under-study')
    await set(suggestion.id, suggestion.version + 1, 'adopted')
    expect(await set(suggestion.id, suggestion.version + 2, 'told')).toMatchObject({ closedAt: noon })
    await expect(set(complaint!, 1, 'told')).rejects.toThrow(InvalidInputError)
    const solved = await set(complaint!, 1, 'solved')
    expect(solved.closedAt).toBe(noon)
    expect(await set(complaint!, 2, 'open')).toMatchObject({ closedAt: null })
  })
})
