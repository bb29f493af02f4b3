import { expect, it } from 'vitest'
import { createOutreach } from '../../src/outreach/index.ts'
import { createPlan } from '../../src/replies/index.ts'
import { officer, report, said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { answerAll, by, place } from './place.ts'

onBothEngines('Outreach', (open) => {
  it('keeps silent to who asked for it, until he asks otherwise', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    await town.hear(said('لا تراسلوني', by('ali', town)))
    await there.run()
    const plan = () => createPlan(there.desk, { case: id, actor: officer, texts: { ar: 'تم.' } })
    expect((await plan()).counts).toEqual({ 'whatsapp-session': 1, 'refused:opted-out': 1 })
    await town.hear(said('اشتراك', by('ali', town)))
    await there.run()
    expect((await plan()).counts).toEqual({ 'whatsapp-session': 2 })
  })

  it('does not send what was planned before somebody asked for silence', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    await answerAll(there, (await town.caseOf(first!))!)
    await town.hear(said('stop', by('ali', town)))
    const outreach = createOutreach(town.pipeline.desk, there.desk)
    await outreach.turn()
    await there.run()
    expect(there.whatsapp.taken.map(({ to }) => to)).toEqual(['mona'])
  })
})
