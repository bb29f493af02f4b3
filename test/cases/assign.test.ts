import { expect, it } from 'vitest'
import { assignCase } from '../../src/cases/index.ts'
import { InvalidInputError, NotFoundError } from '../../src/errors.ts'
import type { UserId } from '../../src/model.ts'
import { write } from '../../src/store/index.ts'
import { officer, report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { cases, now } from './seen.ts'

onBothEngines('Working on a case', (open) => {
  it('is given to people who are there, and to an agency that later posts do not change', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    const user = {
      id: 'u1' as UserId,
      name: 'Noura',
      sign_in: 'noura',
      password_hash: 'x',
      role: 'agent' as const,
      agencies: null,
      settings: '{}',
      created_at: 1,
      disabled_at: null,
    }
    await write(town.store, (tx) =>
      tx
        .insertInto('users')
        .values([user, { ...user, id: 'u2' as UserId, sign_in: 'gone', disabled_at: 2 }])
        .execute(),
    )
    const assign = (version: number, input: { owner?: UserId | null; agency?: string | null }) =>
      assignCase(town.pipeline.desk, { case: id!, version, actor: officer, ...input })
    expect(await assign(1, { owner: user.id, agency: 'police' })).toMatchObject({
      owner: 'u1',
      agency: 'police',
      version: 2,
    })
    await town.hear(report(7001))
    expect(await now(town, id!)).toMatchObject({ agency: 'police', golden: { posts: 2 } })
    expect(await assign(2, { owner: null })).toMatchObject({ owner: null, agency: 'police' })
    await expect(assign(3, { owner: 'nobody' as UserId })).rejects.toThrow(NotFoundError)
    await expect(assign(3, { owner: 'u2' as UserId })).rejects.toThrow(/disabled/)
    await expect(assign(3, {})).rejects.toThrow(InvalidInputError)
  })
})
