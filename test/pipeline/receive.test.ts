import { expect, it } from 'vitest'
import { cursorOf } from '../../src/store/cursors.ts'
import { onBothEngines } from '../store/engines.ts'
import { report, said, townOn } from './town.ts'

onBothEngines('A post', (open) => {
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

  it('carries its cursor: how far we have read moves only with what was read', async () => {
    const town = townOn(await open())
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
