import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { faultsOf, minute, noon, report, said, townOn } from './town.ts'

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
