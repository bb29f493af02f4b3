import { expect, it } from 'vitest'
import { splitCase } from '../../src/cases/index.ts'
import { wronglyAnswered } from '../../src/replies/index.ts'
import { officer, report } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { by, hour, place, words } from './place.ts'

onBothEngines('Outreach', (open) => {
  it('acknowledges a first contact once in a case, with the notices of the traffic service', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)), report(7001, by('ali', town)))
    await there.run()
    await there.run()
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['ali', 'mona'])
    expect(there.whatsapp.taken[0]!.text).toMatch(/أثناء القيادة.*لا تصوّر الأشخاص.*S-2611-0001/s)
  })

  it('of an acknowledgement makes no wrong answer when its post turns out to be of another case', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    const posts = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(posts[0]!))!
    await there.run()
    const { created } = await splitCase(town.pipeline.desk, {
      case: id,
      posts: [posts[1]!],
      version: 1,
      actor: officer,
    })
    expect(await wronglyAnswered(town.store.read, created.id)).toEqual([])
  })

  it('says nothing in public, nothing to what comes late, and nothing at all unless asked to', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    const late = town.clock - 25 * hour
    await town.hear(
      report(7001, { by: 'ali', account: '1001', at: late }),
      report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'comment', at: town.clock }),
    )
    await there.run()
    const silent = await place(await open(), {})
    await silent.town.hear(report(7002, by('mona', silent.town)))
    await silent.run()
    expect([there.whatsapp.taken, there.instagram.taken, silent.whatsapp.taken]).toEqual([[], [], []])
  })

  it('tells who asks again where the case stands, once a day', async () => {
    const there = await place(await open(), { followUps: true })
    const { town } = there
    await town.hear(report(7001, by('ali', town)))
    town.clock += hour
    await town.hear(report(7001, by('ali', town)))
    await there.run()
    town.clock += hour
    await town.hear(report(7001, by('ali', town)))
    await there.run()
    const told = 'ali: بلاغك قيد المتابعة لدى الجهة المختصة.'
    expect(words(there)).toEqual([told])
    town.clock += 24 * hour
    await town.hear(report(7001, by('ali', town)))
    await there.run()
    expect(words(there)).toEqual([told, told])
  })
})
