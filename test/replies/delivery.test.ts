// From a plan to every reporter's phone, on both engines.
import { expect, it } from 'vitest'
import { splitCase } from '../../src/cases/index.ts'
import { ConflictError, InvalidInputError } from '../../src/errors.ts'
import { createPlan, sendPlan } from '../../src/replies/index.ts'
import { minute, noon, officer } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { answer, briefly, replyOf, run, states, street, texts } from './street.ts'

onBothEngines('One answer', (open) => {
  it('reaches each reporter once, on the channel where he spoke', async () => {
    const there = await street(await open())
    const { plan } = await answer(there)
    expect(plan.counts).toEqual({ 'whatsapp-session': 2, 'x-reply': 1, 'instagram-comment': 1 })
    await run(there.desk)
    await run(there.desk)
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['abu-ali', 'mona'])
    expect([there.x.taken.length, there.instagram.taken.length]).toEqual([1, 1])
    expect(await briefly(there.town.store)).toEqual(['whatsapp sent', 'whatsapp sent', 'x sent', 'instagram sent'])
    const kinds = await there.town.store.read
      .selectFrom('events')
      .select('kind')
      .where('case_id', '=', there.id)
      .execute()
    expect(kinds.filter(({ kind }) => kind === 'delivery')).toHaveLength(4)
    expect(kinds.map(({ kind }) => kind)).toContain('reply-sent')
  })

  it('is one reply however often its plan is sent, by whomever at once', async () => {
    const there = await street(await open())
    const plan = await createPlan(there.desk, { case: there.id, texts, actor: officer })
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => sendPlan(there.desk, { plan: plan.id, actor: officer })),
    )
    expect(new Set(replies.map((sending) => replyOf(sending).id)).size).toBe(1)
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(2)
  })

  it('needs words, and somebody to reach', async () => {
    const there = await street(await open())
    await expect(createPlan(there.desk, { case: there.id, texts: { ar: ' ' }, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    const deaf = { ...there.desk, connectors: [] }
    const plan = await createPlan(deaf, { case: there.id, texts, actor: officer })
    expect(plan.counts).toEqual({ 'refused:no-route': 4 })
    await expect(sendPlan(deaf, { plan: plan.id, actor: officer })).rejects.toThrow(
      /nobody of this plan can be reached/,
    )
  })

  it('is planned again where somebody of it has left the case', async () => {
    const there = await street(await open())
    const plan = await createPlan(there.desk, { case: there.id, texts, actor: officer })
    await splitCase(there.town.pipeline.desk, { case: there.id, posts: [there.posts[2]!], version: 1, actor: officer })
    await expect(sendPlan(there.desk, { plan: plan.id, actor: officer })).rejects.toThrow(ConflictError)
    expect(await states(there.town.store)).toEqual([])
  })

  it('does not go to whom a split has taken out meanwhile, nor after its window', async () => {
    const there = await street(await open())
    await answer(there)
    await splitCase(there.town.pipeline.desk, { case: there.id, posts: [there.posts[2]!], version: 1, actor: officer })
    there.town.clock = noon + 25 * 60 * minute
    await run(there.desk)
    expect(await briefly(there.town.store)).toEqual([
      'whatsapp refused window-closed',
      'whatsapp cancelled left-the-case',
      'x sent',
      'instagram sent',
    ])
  })

  it('waits as long as a channel asks, for that person alone', async () => {
    const there = await street(await open())
    there.whatsapp.next({ kind: 'retry', afterMs: 30_000, reason: 'rate' })
    await answer(there)
    await run(there.desk)
    expect((await briefly(there.town.store)).toSorted().toReversed()).toEqual([
      'x sent',
      'whatsapp sent',
      'whatsapp retry rate',
      'instagram sent',
    ])
    there.town.clock += 29_000
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(1)
    there.town.clock += 2_000
    await run(there.desk)
    expect(there.whatsapp.taken).toHaveLength(2)
  })

  it('that a channel will not take says why, and is not tried again', async () => {
    const there = await street(await open())
    there.x.next({ kind: 'refused', code: '403', reason: 'forbidden' })
    await answer(there)
    await run(there.desk)
    there.town.clock += 60 * minute
    await run(there.desk)
    expect(await briefly(there.town.store)).toContain('x refused forbidden')
    expect(there.x.taken).toEqual([])
  })

  it('that X has heard before is said a little differently, once', async () => {
    const duplicate = { kind: 'refused', code: '403', reason: 'duplicate' } as const
    const there = await street(await open())
    there.x.next(duplicate)
    await answer(there)
    await run(there.desk)
    expect(there.x.taken.map(({ text }) => text)).toEqual([expect.stringMatching(/S-2611-0001\u2069 · \w{4}$/)])
    const again = await street(await open())
    again.x.next(duplicate, duplicate)
    await answer(again)
    await run(again.desk)
    expect(await briefly(again.town.store)).toContain('x refused duplicate')
  })
})
