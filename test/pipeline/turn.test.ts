import { expect, it } from 'vitest'
import { inMemory } from '../../src/pipeline/candidates-in-memory.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { claim } from '../../src/store/inbox.ts'
import { write } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { decideByNumber, matcherByNumber } from './by-number.ts'
import { faultsOf, noon, report, townOn } from './town.ts'

onBothEngines('A post', (open) => {
  it('is not lost from sight when it cannot be prepared: it is set aside, shown, and never blocks others', async () => {
    const matcher = matcherByNumber()
    const poison = {
      ...matcher,
      decide: (one: Parameters<typeof matcher.decide>[0]) => {
        if (one.tokens.some(({ key }) => key === '7666')) throw new Error('poison')
        return matcher.decide(one)
      },
    }
    let cured = false
    const town = townOn(await open(), {
      retryMs: 2,
      matcher: { ...poison, decide: (one) => (cured ? matcher : poison).decide(one) },
      decide: (one, ...rest) => {
        if (!cured && one.tokens.some(({ key }) => key === '7666')) throw new Error('poison')
        return decideByNumber(one, ...rest)
      },
    })
    const told = await town.pipeline.receive([report(7001), report(7666), report(7001), report(7002)], {
      account: 'ministry',
    })
    const counts = await town.pipeline.drain()
    expect(counts).toMatchObject({ opened: 2, joined: 1, quarantined: 1 })
    const [, bad] = told.events
    const row = await town.store.read
      .selectFrom('posts')
      .selectAll()
      .where('id', '=', bad!.postId!)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'received', lane: 'unread', case_id: null })
    const inbox = await town.store.read.selectFrom('inbox').selectAll().where('state', '=', 'quarantined').execute()
    expect(inbox).toEqual([expect.objectContaining({ attempt: 5, fault: 'Error: poison' })])
    cured = true
    expect(await town.pipeline.retry()).toBe(1)
    expect(await town.pipeline.drain()).toMatchObject({ opened: 1, quarantined: 0 })
    expect(await town.caseOf(bad!.postId!)).not.toBeNull()
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('whose claim went to another worker is decided once: the late one changes nothing', async () => {
    const town = townOn(await open())
    await town.pipeline.receive([report(7001)], { account: 'ministry' })
    const late = await write(town.store, (tx) => claim(tx, 10, 0))
    const next = await write(town.store, (tx) => claim(tx, 10, 60_000))
    expect([late.length, next.length]).toEqual([1, 1])
    const turn = { store: town.store, candidates: inMemory(town.matcher), on: {}, clock: () => noon }
    await expect(takeTurn(turn, late)).rejects.toThrow(/another worker/)
    expect(await town.store.read.selectFrom('posts').select('id').execute()).toEqual([])
    expect(town.matcher.size().posts).toBe(0)
    await takeTurn(turn, next)
    await expect(takeTurn(turn, next)).rejects.toThrow(/another worker/)
    expect(await faultsOf(town.store)).toEqual([])
    expect(await town.partition()).toHaveLength(1)
  })
})
