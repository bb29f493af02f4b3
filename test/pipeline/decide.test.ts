import { expect, it } from 'vitest'
import { setStatus } from '../../src/cases/index.ts'
import { unpackMatch } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { faultsOf, minute, noon, officer, report, said, townOn } from './town.ts'

onBothEngines('A post', (open) => {
  it('opens a case, and its echo on another channel joins it with the reasons', async () => {
    const town = townOn(await open())
    const [first] = await town.hear(report(7001, { by: 'a' }))
    const [second] = await town.hear(report(7001, { by: 'b', channel: 'x', surface: 'mention', at: noon + 5 * minute }))
    expect(await town.partition()).toEqual([[first, second]])
    const { case_id } = await town.store.read
      .selectFrom('posts')
      .selectAll()
      .where('id', '=', second!)
      .executeTakeFirstOrThrow()
    const row = await town.store.read
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', case_id!)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      reference: 'S-2611-0001',
      kind: 'complaint',
      status: 'open',
      posts: 2,
      authors: 2,
      first_at: noon,
      last_at: noon + 5 * minute,
    })
    expect(JSON.parse(row.by_channel)).toEqual({ whatsapp: 1, x: 1 })
    expect(row.title).toContain('7001')
    const member = await town.store.read
      .selectFrom('members')
      .selectAll()
      .where('post_id', '=', second!)
      .executeTakeFirstOrThrow()
    expect(member).toMatchObject({ decision: 'same', reason: 'accepted', p: 0.95, actor: null })
    expect(unpackMatch(member.match!).terms[0]).toMatchObject({ aspect: 'words', there: { of: first } })
    const events = await town.store.read.selectFrom('events').select(['kind', 'post_id']).orderBy('seq').execute()
    expect(events).toEqual([
      { kind: 'opened', post_id: first },
      { kind: 'joined', post_id: second },
    ])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('in doubt opens its own case, and a person is asked about at most three', async () => {
    const town = townOn(await open())
    await town.hear(
      report(7002),
      report(7002, { doubt: true }),
      report(7002, { doubt: true }),
      report(7002, { doubt: true }),
    )
    const [doubtful] = await town.hear(report(7002, { doubt: true }))
    expect(await town.partition()).toHaveLength(5)
    const review = await town.store.read
      .selectFrom('reviews')
      .selectAll()
      .where('post_id', '=', doubtful!)
      .executeTakeFirstOrThrow()
    expect(review).toMatchObject({ state: 'open', p: 0.6 })
    const suggested = await town.store.read
      .selectFrom('review_suggestions')
      .selectAll()
      .where('review_id', '=', review.id)
      .execute()
    expect(suggested).toHaveLength(3)
    expect(
      await town.store.read
        .selectFrom('events')
        .select('kind')
        .where('post_id', '=', doubtful!)
        .orderBy('seq')
        .execute(),
    ).toEqual([{ kind: 'opened' }, { kind: 'review-asked' }])
  })

  it('about a solved matter that is back opens a case linked to the old one', async () => {
    const town = townOn(await open())
    const [first] = await town.hear(report(7005))
    const old = (await town.caseOf(first!))!
    await setStatus(town.pipeline.desk, { case: old, status: 'solved', version: 1, actor: officer })
    const [again] = await town.hear(
      said('انقطعت الكهرباء مرة ثانية بعد ما رجعت في 7005 حفرة', { at: noon + 600 * minute }),
    )
    const row = await town.store.read
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', (await town.caseOf(again!))!)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ recurrence_of: old, status: 'open', posts: 1 })
    expect(row.id).not.toBe(old)
  })
})

onBothEngines('The pipeline', (open) => {
  it('gives references by the month in Kuwait, never twice', async () => {
    const there = townOn(await open())
    const lastMinute = Date.UTC(2026, 9, 31, 20, 59)
    await there.hear(
      report(7001, { at: lastMinute }),
      report(7002, { at: lastMinute + minute }),
      report(7003, { at: lastMinute + 2 * minute }),
    )
    const rows = await there.store.read.selectFrom('cases').select('reference').orderBy('reference').execute()
    // Many workers number on through the months, so that none waits for a number until another has committed.
    const [second, third] = there.store.engine === 'sqlite' ? ['0001', '0002'] : ['0002', '0003']
    expect(rows.map(({ reference }) => reference)).toEqual(['S-2610-0001', `S-2611-${second}`, `S-2611-${third}`])
  })
})
