import { expect, it } from 'vitest'
import { createPlan } from '../../src/replies/index.ts'
import { officer, said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { by, knownIssue, place, statusOf } from './place.ts'

onBothEngines('Outreach', (open) => {
  it('answers a known issue at the door, and a "no" becomes a case of its own that never rejoins', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const { id, joiner } = await knownIssue(there)
    const door = there.whatsapp.taken.at(-1)!
    expect(door).toMatchObject({ to: 'mona', buttons: [{ title: 'نعم' }, { title: 'لا' }] })
    expect(door.text).toMatch(/العطل معروف.*هل هذه هي مشكلتك/s)

    await town.hear(said('لا', by('mona', town)))
    await there.run()
    expect(await town.caseOf(joiner)).not.toBe(id)
    const verdicts = await town.store.read.selectFrom('verdicts').select(['link', 'actor']).execute()
    expect(verdicts).toContainEqual({ link: 'cannot', actor: 'machine' })
    expect(await statusOf(there, id)).toBe('answered')
  })

  it('leaves who says "yes" where he is, and has told him: he is no late joiner', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const { id, joiner } = await knownIssue(there)
    await town.hear(said('نعم', by('mona', town)))
    await there.run()
    expect(await town.caseOf(joiner)).toBe(id)
    const late = await createPlan(there.desk, { case: id, audience: 'late', actor: officer })
    expect(late.counts).toEqual({})
  })
})
