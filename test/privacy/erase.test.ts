import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { addNote } from '../../src/cases/index.ts'
import { type EraseDesk, erase } from '../../src/privacy/erase.ts'
import { appendLedger, readLedger } from '../../src/privacy/ledger.ts'
import { replayErasures } from '../../src/privacy/replay.ts'
import { write } from '../../src/store/index.ts'
import { faultsOf, minute, noon, officer, report, said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const command = { kind: 'command' } as const
const deskOf = (town: Town, ledger?: string): EraseDesk => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-erase-'))
  return { ...town.pipeline.desk, ledger: ledger ?? join(folder, 'erasures.jsonl'), mediaFolder: join(folder, 'media') }
}
const number = '96550001234'
const his = (more: Parameters<typeof report>[1] = {}) =>
  report(7001, { by: number, author: { remoteId: number, name: 'عبدالله المزروع', aliases: [number] }, ...more })
const subject = { kind: 'author', channels: ['whatsapp'], id: '+965 5000 1234' } as const
const asked = { subject, origin: 'command', actor: command } as const

/** Every text of every table of the store. */
const everything = async ({ store }: Town): Promise<string> => {
  const tables =
    'posts inbox receipts edits media authors author_aliases cases members events deliveries plans idempotency audit erasures tombstones reviews'.split(
      ' ',
    )
  const rows = await Promise.all(
    tables.map((name) =>
      store.read
        .selectFrom(name as 'posts')
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(rows)
}

onBothEngines('Erasing a person', (open) => {
  it('takes his words and what leads to him; the case and its count stay', async () => {
    const town = townOn(await open())
    const echo = report(7001, { by: '96599990000' })
    const [first, , second] = await town.hear(his({ text: 'حفرة كبيرة 7001 قبل مزرعة' }), echo, his())
    const id = (await town.caseOf(first!))!
    await addNote(town.pipeline.desk, { case: id, text: `كلمت عبدالله المزروع على ${number}`, actor: officer })
    expect(await everything(town)).toContain('مزرعة')
    expect(await erase(deskOf(town), asked)).toMatchObject({ people: 1, posts: 2 })
    const left = await everything(town)
    for (const word of [number, 'عبدالله المزروع', 'مزرعة']) expect(left.includes(word), word).toBe(false)
    expect(await town.caseOf(second!)).toBe(id)
    const row = await town.store.read.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ posts: 3, authors: 2 })
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('goes through files too: what the same messages told stays sealed and out of the ledger', async () => {
    const town = townOn(await open())
    await town.hear(his())
    const desk = deskOf(town)
    await erase(desk, asked)
    const ledger = readFileSync(desk.ledger, 'utf8')
    expect(ledger).not.toContain(number)
    expect(readLedger(desk.ledger)).toMatchObject([{ origin: 'command', posts: [expect.any(String)] }])
  })

  it('holds when the same messages are told again, and what was on its way; what he says later is new', async () => {
    const town = townOn(await open())
    const [told, late] = [his(), his({ at: noon - minute })]
    await town.hear(told)
    await erase(deskOf(town), asked)
    const before = await everything(town)
    await town.hear(told, late, { ...told, kind: 'edit', target: told.remoteId, remoteId: 'e.1' } as ChannelEvent)
    expect(await everything(town)).toBe(before)
    town.clock = noon + 2 * minute
    const [fresh] = await town.hear(his({ at: noon + minute }))
    expect(await town.caseOf(fresh!)).not.toBeNull()
  })

  it('would bring him back if nothing stood for what was erased', async () => {
    const town = townOn(await open())
    const told = his()
    await town.hear(told)
    await erase(deskOf(town), asked)
    await write(town.store, (tx) => tx.deleteFrom('tombstones').execute())
    await town.hear(told)
    expect(await everything(town)).toContain('حفرة')
  })

  it('is done again on a store that never heard of it, from the ledger alone', async () => {
    const first = townOn(await open())
    const told = his()
    await first.hear(told)
    const { ledger } = deskOf(first)
    await erase(deskOf(first, ledger), asked)
    // The backup: the same store as it was before.
    await write(first.store, async (tx) => {
      for (const table of ['tombstones', 'erasures'] as const) await tx.deleteFrom(table).execute()
    })
    await first.hear(told)
    expect(await replayErasures(deskOf(first, ledger))).toBe(1)
    expect((await everything(first)).includes(number)).toBe(false)
    expect(await replayErasures(deskOf(first, ledger))).toBe(0)
    const before = await everything(first)
    await first.hear(told)
    expect(await everything(first)).toBe(before)
  })

  it('of a case takes what was said in it, and the people who said nothing else', async () => {
    const town = townOn(await open())
    const [here] = await town.hear(his(), report(7002, { by: '96599990000' }), report(7001, { by: '96599990000' }))
    const id = (await town.caseOf(here!))!
    await erase(deskOf(town), { ...asked, subject: { kind: 'case', case: id } })
    const posts = await town.store.read.selectFrom('posts').select(['text', 'case_id']).execute()
    expect(posts.filter(({ case_id }) => case_id === id).map(({ text }) => text)).toEqual(['', ''])
    const authors = await town.store.read.selectFrom('authors').selectAll().orderBy('id').execute()
    expect(authors.map(({ remote_id }) => remote_id === '')).toEqual([true, false])
  })

  it('of somebody nobody has heard yet keeps him from being heard by what he said before', async () => {
    const town = townOn(await open())
    expect(await erase(deskOf(town), asked)).toMatchObject({ people: 0, posts: 0 })
    await town.hear(said('مرحبا', { by: '1', at: noon - minute }))
    await town.hear(his({ at: noon - minute }))
    expect(await town.store.read.selectFrom('posts').select('id').execute()).toHaveLength(1)
  })
})

onBothEngines('A post deleted on X', (open) => {
  it('takes the account with it when nothing else of it stands; counts stay', async () => {
    const town = townOn(await open())
    const on = { channel: 'x', author: { remoteId: '77', handle: 'q8_man', name: 'Abu Q' } } as const
    const [one, two] = [report(7001, { ...on, remoteId: 'x1' }), report(7001, { ...on, remoteId: 'x2' })]
    const gone = (target: string) =>
      said('', { kind: 'delete', channel: 'x', target, remoteId: `${target}.d`, at: noon + minute })
    const [post] = await town.hear(one, report(7001, { by: '96599990000' }), two)
    await town.hear({
      ...report(7001, on),
      kind: 'edit',
      target: 'x1',
      remoteId: 'x1.e',
      text: 'حفرة 7001 مزرعة',
    } as ChannelEvent)
    await town.hear(gone('x1'))
    const names = async () => {
      const rows = await town.store.read.selectFrom('authors').selectAll().where('channel', '=', 'x').execute()
      return rows.map(({ remote_id, handle, name }) => [remote_id === '', handle === null, name === null])
    }
    expect(await names()).toEqual([[false, false, false]])
    await town.hear(gone('x2'))
    expect(await names()).toEqual([[true, true, true]])
    expect(await everything(town)).not.toContain('مزرعة')
    const id = (await town.caseOf(post!))!
    const row = await town.store.read.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ posts: 3, authors: 2 })
    expect(await faultsOf(town.store)).toEqual([])
  })
})

describe('the ledger of erasures', () => {
  it('goes on after a line that was cut short, and names a line that cannot be read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sada-ledger-')), 'erasures.jsonl')
    const entry = (id: string) => ({
      id,
      at: 1,
      origin: 'command' as const,
      askedAt: 1,
      code: null,
      authors: [],
      posts: [],
      messages: [],
    })
    appendLedger(file, entry('a'))
    appendFileSync(file, '{"id":"b","at"')
    expect(readLedger(file)).toHaveLength(1)
    appendLedger(file, entry('c'))
    expect(readLedger(file).map(({ id }) => id)).toEqual(['a', 'c'])
    writeFileSync(file, readFileSync(file, 'utf8').replace('"id":"a"', '"id":'))
    expect(() => readLedger(file)).toThrow(/line 1/)
  })
})
