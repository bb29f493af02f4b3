import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { unpackMatch, write } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { matcherByNumber } from './by-number.ts'
import { faultsOf, minute, noon, report, said, townOn } from './town.ts'

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

  it('told twice is one post: the second telling names it and changes nothing', async () => {
    const town = townOn(await open())
    const event = report(7001)
    const first = await town.pipeline.receive([event, event], { account: 'ministry', raw: '{"a":1}' })
    expect(first).toMatchObject({ new: 1, seen: 1 })
    await town.pipeline.drain()
    const before = await town.store.read.selectFrom('events').selectAll().execute()
    const again = await town.pipeline.receive([event], { account: 'ministry', raw: '{"a":1}' })
    expect(again).toMatchObject({ new: 0, seen: 1 })
    expect(again.events[0]!.postId).toBe(first.events[0]!.postId)
    expect(await town.pipeline.drain()).toMatchObject({ opened: 0, joined: 0 })
    expect(await town.store.read.selectFrom('events').selectAll().execute()).toEqual(before)
    expect(await town.store.read.selectFrom('receipts').select('id').execute()).toHaveLength(1)
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

  it('that greets is held, and the report of the same author within minutes takes it in', async () => {
    const town = townOn(await open())
    const [hello, stranger] = await town.hear(said('السلام عليكم', { by: 'a' }), said('السلام عليكم', { by: 'b' }))
    expect(await town.caseOf(hello!)).toBeNull()
    const [late] = await town.hear(report(7009, { by: 'b', at: noon + 60 * minute }))
    const [matter] = await town.hear(report(7003, { by: 'a', at: noon + 2 * minute }))
    expect(await town.partition()).toEqual([[hello, matter], [late]])
    expect(await town.caseOf(stranger!)).toBeNull()
    const [greeting, next] = await town.hear(
      said('صباح الخير', { by: 'c', at: noon }),
      report(7004, { by: 'c', at: noon + minute }),
    )
    expect(await town.caseOf(greeting!)).toBe(await town.caseOf(next!))
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('that reports nothing waits in the lane with the reason', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم'))
    const row = await town.store.read
      .selectFrom('posts')
      .select(['case_id', 'lane', 'state', 'kind'])
      .where('id', '=', hello!)
      .executeTakeFirst()
    expect(row).toEqual({ case_id: null, lane: 'no-report', state: 'decided', kind: 'greeting' })
    expect(await town.store.read.selectFrom('events').select(['kind', 'case_id']).execute()).toEqual([
      { kind: 'held', case_id: null },
    ])
  })

  it('about a solved matter that is back opens a case linked to the old one', async () => {
    const town = townOn(await open())
    const [first] = await town.hear(report(7005))
    const old = (await town.caseOf(first!))!
    const { setStatus } = await import('../../src/cases/index.ts')
    const { officer } = await import('./town.ts')
    await setStatus(town.pipeline.desk, { case: old, status: 'solved', version: 1, actor: officer })
    const [again] = await town.hear(
      said('انقطعت الكهرباء مرة ثانية بعد ما رجعت في 7005 حفرة', { at: noon + 600 * minute }),
    )
    const row = await town.store.read
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', (await town.caseOf(again!))!)
      .executeTakeFirstOrThrow()
    expect(row.id === old || row.recurrence_of === old).toBe(true)
    expect(row.recurrence_of).toBe(old)
  })

  it('is not lost from sight when it cannot be prepared: it is set aside, shown, and never blocks others', async () => {
    const matcher = matcherByNumber()
    const poison = {
      ...matcher,
      decide: (one: Parameters<typeof matcher.decide>[0]) => {
        if (one.tokens.some(({ key }) => key === '7666')) throw new Error('poison')
        return matcher.decide(one)
      },
    }
    const { decideByNumber } = await import('./by-number.ts')
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
    const { claim } = await import('../../src/store/inbox.ts')
    const { takeTurn } = await import('../../src/pipeline/turn.ts')
    const { inMemory } = await import('../../src/pipeline/candidates-in-memory.ts')
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

  it('of one author on one channel is told by any of his ids; other channels stay apart', async () => {
    const town = townOn(await open())
    await town.hear(
      said('حفرة 7001', { author: { remoteId: '96550001111', aliases: ['KW.123'] } }),
      said('حفرة 7001', { author: { remoteId: 'KW.123', aliases: ['KW.123', '96550002222'] } }),
      said('حفرة 7001', { author: { remoteId: '96550002222' } }),
      said('حفرة 7001', { channel: 'x', author: { remoteId: '96550001111' } }),
    )
    const authors = await town.store.read.selectFrom('posts').select('author_id').orderBy('seq').execute()
    expect(new Set(authors.slice(0, 3).map(({ author_id }) => author_id)).size).toBe(1)
    expect(authors[3]!.author_id).not.toBe(authors[0]!.author_id)
    const [row] = await town.store.read.selectFrom('cases').select('authors').execute()
    expect(row!.authors).toBe(2)
  })

  it('is found by its words however they are spelt', async () => {
    const town = townOn(await open())
    const [post] = await town.hear(said('الكهرباء مقطوعة في مدرسة الإمام ٧٧٧١'))
    const { matchesText } = await import('../../src/store/index.ts')
    const { foldForSearch } = await import('../../dedupe/index.ts')
    const find = (words: string) =>
      town.store.read
        .selectFrom('posts')
        .select('id')
        .where((e) => matchesText(town.store.engine, e.ref('seq'), foldForSearch(words)))
        .execute()
    for (const words of ['كهرباء', 'كهربا', 'مدرسه', 'الامام', 'مقطوعه كهرباء', 'مدر'])
      expect(await find(words), words).toEqual([{ id: post }])
    for (const words of ['ماء', 'كهرباء ماء', '" OR 1', '*']) expect(await find(words), words).toEqual([])
  })

  it('carries its cursor: how far we have read moves only with what was read', async () => {
    const town = townOn(await open())
    const { cursorOf } = await import('../../src/store/cursors.ts')
    expect(await cursorOf(town.store.read, 'x')).toBeNull()
    await town.pipeline.receive([report(7001)], { account: 'ministry', cursor: { name: 'x', value: '10' } })
    expect(await cursorOf(town.store.read, 'x')).toBe('10')
    await town.pipeline.receive([], { account: 'ministry', cursor: { name: 'x', value: '11' } })
    expect(await cursorOf(town.store.read, 'x')).toBe('11')
  })

  it('and other events reach whoever settles them, once, in the transaction', async () => {
    const heard: string[] = []
    const town = townOn(await open(), {
      on: {
        status: async (_tx, event) => {
          heard.push(event.status!)
        },
      },
    })
    const status = (value: string) =>
      said('', { kind: 'status', remoteId: 'wamid.out', target: 'wamid.out', status: value })
    const events = [status('sent'), status('delivered'), status('sent')]
    await town.pipeline.receive(events, { account: 'ministry' })
    await town.pipeline.drain()
    expect(heard).toEqual(['sent', 'delivered'])
    expect(await town.store.read.selectFrom('posts').select('id').execute()).toEqual([])
  })

  it('that nobody could read is kept for later', async () => {
    const town = townOn(await open())
    await town.pipeline.setAside('{"half":', { channel: 'x', account: 'ministry', reason: 'not JSON' })
    const { keys } = town.store.read
    const rows = await town.store.read.selectFrom('receipts').select(['body', 'fault']).execute()
    expect(rows.map(({ body, fault }) => [keys.open('receipt', body!), fault])).toEqual([['{"half":', 'not JSON']])
  })
})

onBothEngines('What an author does afterwards', (open) => {
  const edited = (target: string, text: string) =>
    said(text, { kind: 'edit', target, remoteId: `${target}.e`, at: noon + minute })
  const deleted = (target: string) => said('', { kind: 'delete', target, remoteId: `${target}.d`, at: noon + minute })

  it('an edit changes the words and keeps the case', async () => {
    const town = townOn(await open())
    const event = report(7001, { by: 'a' })
    const [post, echo] = await town.hear(event, report(7001, { by: 'b' }))
    await town.hear(edited(event.remoteId, 'حفرة 7001 أكبر من قبل'))
    const row = await town.store.read.selectFrom('posts').selectAll().where('id', '=', post!).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      text: 'حفرة 7001 أكبر من قبل',
      edited_at: noon + minute,
      case_id: await town.caseOf(echo!),
    })
    const [edit] = await town.store.read.selectFrom('edits').select('text').where('post_id', '=', post!).execute()
    expect(edit!.text).toBe(event.text)
    expect(await faultsOf(town.store)).toEqual([])
    const [echoAgain] = await town.hear(report(7001))
    expect(await town.caseOf(echoAgain!)).toBe(row.case_id)
  })

  it('an edit that makes a report of what waited in the lane is decided anew', async () => {
    const town = townOn(await open())
    const event = said('السلام عليكم', { by: 'a' })
    const [hello] = await town.hear(event)
    const [matter] = await town.hear(report(7007, { by: 'b' }))
    await town.hear(edited(event.remoteId, report(7007).text!))
    expect(await town.caseOf(hello!)).toBe(await town.caseOf(matter!))
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('a deletion empties the post and everything it was kept in, not the count', async () => {
    const town = townOn(await open())
    const event = report(7001, { by: 'a', media: [{ kind: 'image', caption: 'سر', phash: 'aa' }] })
    await town.pipeline.receive([event], { account: 'ministry', raw: JSON.stringify(event) })
    await town.hear(edited(event.remoteId, 'حفرة 7001 سر'), report(7001, { by: 'b' }))
    await town.hear(deleted(event.remoteId))
    const rows = await Promise.all(
      (['posts', 'edits', 'media', 'inbox', 'receipts', 'cases'] as const).map((table) =>
        town.store.read.selectFrom(table).selectAll().execute(),
      ),
    )
    expect(JSON.stringify(rows)).not.toContain('سر')
    const [row] = await town.store.read.selectFrom('cases').select(['posts', 'authors', 'title']).execute()
    expect(row).toMatchObject({ posts: 2, authors: 2 })
    expect(row!.title).not.toBe('')
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('an edit and a deletion that come before their post find it when it arrives', async () => {
    const town = townOn(await open())
    const event = report(7001)
    await town.hear(edited(event.remoteId, 'حفرة 7002 صححت'))
    const [orphan] = await town.store.read.selectFrom('inbox').select('state').execute()
    expect(orphan!.state).toBe('orphan')
    const [post] = await town.hear(event)
    const row = await town.store.read.selectFrom('posts').select('text').where('id', '=', post!).executeTakeFirst()
    expect(row!.text).toBe('حفرة 7002 صححت')
    const gone = report(7003)
    await town.hear(deleted(gone.remoteId))
    const [tombstone] = await town.hear(gone)
    const empty = await town.store.read
      .selectFrom('posts')
      .select(['text', 'deleted_at'])
      .where('id', '=', tombstone!)
      .executeTakeFirst()
    expect(empty).toEqual({ text: '', deleted_at: noon + minute })
  })
})

onBothEngines('The pipeline', (open, engine) => {
  it('decides what waits when it starts, and what comes while it runs', async () => {
    const town = townOn(await open())
    await town.pipeline.receive([report(7001)], { account: 'ministry' })
    await town.pipeline.start()
    await town.pipeline.receive([report(7001), report(7002)], { account: 'ministry' })
    await town.pipeline.drain()
    expect(await town.partition()).toHaveLength(2)
    await town.pipeline.stop()
    await town.pipeline.stop()
  })

  it('goes on after a restart where it was: echoes find the cases of before, verdicts and closures hold', async () => {
    const store = await open()
    const town = townOn(store)
    const [first] = await town.hear(report(7001), report(7002))
    const after = townOn(store)
    const [echo] = await after.hear(report(7001))
    expect(await after.caseOf(echo!)).toBe(await after.caseOf(first!))
    if (engine === 'sqlite') expect(after.matcher.size()).toEqual({ cases: 2, posts: 3 })
    expect(await faultsOf(store)).toEqual([])
  })

  it('prepares again what an older language layer had prepared', async () => {
    if (engine === 'postgres') return
    const store = await open()
    const [post] = await townOn(store).hear(report(7001))
    await write(store, (tx) =>
      tx.updateTable('posts').set({ report: sql`replace(report, '"version":"', '"version":"old-')` }).execute(),
    )
    const [echo] = await townOn(store).hear(report(7001))
    const { report: text } = await store.read
      .selectFrom('posts')
      .select('report')
      .where('id', '=', post!)
      .executeTakeFirstOrThrow()
    expect(text).not.toContain('old-')
    expect(await town(store, echo!)).toBe(await town(store, post!))
  })
  const town = (store: Parameters<typeof townOn>[0], post: string) => townOn(store).caseOf(post as never)

  it('gives references by the month in Kuwait, never twice', async () => {
    const there = townOn(await open())
    const lastMinute = Date.UTC(2026, 9, 31, 20, 59)
    await there.hear(
      report(7001, { at: lastMinute }),
      report(7002, { at: lastMinute + minute }),
      report(7003, { at: lastMinute + 2 * minute }),
    )
    const rows = await there.store.read.selectFrom('cases').select('reference').orderBy('reference').execute()
    expect(rows.map(({ reference }) => reference)).toEqual(['S-2610-0001', 'S-2611-0001', 'S-2611-0002'])
  })
})
