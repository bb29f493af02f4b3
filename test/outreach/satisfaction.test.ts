import { expect, it } from 'vitest'
import { report, said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { answerAll, by, hour, place, setTo, statusOf, words } from './place.ts'

onBothEngines('Outreach', (open) => {
  it('holds a case answered when everyone who can be reached has the answer, and not before', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    there.whatsapp.next({ kind: 'retry', afterMs: hour, reason: 'rate' })
    await answerAll(there, id)
    await there.run()
    expect(await statusOf(there, id)).toBe('open')
    town.clock += 2 * hour
    await there.run()
    expect(await statusOf(there, id)).toBe('answered')
  })

  it('asks whether it is solved when a case is closed, and "no" opens it again with the words as evidence', async () => {
    const there = await place(await open(), { satisfaction: { on: true }, quiet: null })
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    await answerAll(there, id)
    await there.run()
    await setTo(there, id, 'closed')
    await there.run()
    expect(words(there).slice(2).toSorted()).toEqual(['ali: هل حُلّت المشكلة؟', 'mona: هل حُلّت المشكلة؟'])
    await town.hear(said('اي انحلت', by('mona', town)))
    await there.run()
    expect(await statusOf(there, id)).toBe('closed')
    await town.hear(said('للحين ما انحلت', by('ali', town)))
    await there.run()
    expect(await statusOf(there, id)).toBe('open')
    const events = await town.store.read
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('kind', '=', 'status')
      .execute()
    expect(events.at(-1)!.data).toContain('للحين ما انحلت')
  })
})
