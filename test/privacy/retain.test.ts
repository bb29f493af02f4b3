import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { setStatus } from '../../src/cases/index.ts'
import { readConfig } from '../../src/config.ts'
import { anonymous, coarse } from '../../src/privacy/anonymise.ts'
import { dueForRetention, retain } from '../../src/privacy/retain.ts'
import { write } from '../../src/store/index.ts'
import { faultsOf, noon, officer, report, said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const day = 86_400_000
const number = '96550001234'
const config = (text?: string) => {
  const read = readConfig(text === undefined ? {} : { SADA_RETENTION: text })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.config.retention
}
const deskOf = (town: Town) => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-retain-'))
  return { ...town.pipeline.desk, ledger: join(folder, 'erasures.jsonl'), mediaFolder: join(folder, 'media') }
}
const close = async (town: Town, id: NonNullable<Awaited<ReturnType<Town['caseOf']>>>) => {
  const row = await town.store.read.selectFrom('cases').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  await setStatus(town.pipeline.desk, { case: id, status: 'closed', version: row.version, actor: officer })
}

onBothEngines('Retention', (open) => {
  const digest = 'a'.repeat(64)
  const scene = async () => {
    const town = townOn(await open())
    const told = report(7001, {
      by: number,
      text: `حفرة 7001 عند بيتي اتصلوا 50001234 أو @q8_man أو https://x.com/q8_man`,
      location: { lat: 29.33812, lon: 48.07934 },
      media: [{ kind: 'image', remoteId: 'm1' }],
    })
    const [post, , elsewhere] = await town.hear(told, report(7001, { by: '96599990000' }), report(7002, { by: number }))
    await write(town.store, (tx) => tx.updateTable('media').set({ digest }).where('post_id', '=', post!).execute())
    return { town, told, post: post!, id: (await town.caseOf(post!))!, elsewhere: elsewhere! }
  }

  it('leaves a case alone until its time, and then keeps place, matter and counts, without anybody', async () => {
    const { town, told, post, id, elsewhere } = await scene()
    const desk = deskOf(town)
    const file = join(desk.mediaFolder, 'aa', digest)
    mkdirSync(join(desk.mediaFolder, 'aa'), { recursive: true })
    writeFileSync(file, 'a picture')
    await close(town, id)
    town.clock = noon + 364 * day
    expect(await retain(desk, config())).toMatchObject({ cases: 0, posts: 0 })
    town.clock = noon + 366 * day
    const before = await town.store.read.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(await dueForRetention(town.store.read, config(), town.clock)).toMatchObject({ cases: 1, posts: 2 })
    expect(await retain(desk, config())).toMatchObject({ cases: 1, posts: 2 })
    expect(await retain(desk, config())).toMatchObject({ cases: 0, posts: 0 })
    const row = await town.store.read.selectFrom('posts').selectAll().where('id', '=', post).executeTakeFirstOrThrow()
    expect(row.text).toMatch(/^حفرة •••• عند بيتي/)
    for (const gone of ['50001234', 'q8_man', 'x.com']) expect(row.text).not.toContain(gone)
    expect(row).toMatchObject({ report: null, location: '{"lat":29.34,"lon":48.08}', remote_id: `gone:${post}` })
    const after = await town.store.read.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(after).toMatchObject({
      posts: before.posts,
      authors: before.authors,
      area: before.area,
      topic: before.topic,
    })
    expect(await faultsOf(town.store)).toEqual([])
    expect(existsSync(file)).toBe(false)
    // He still speaks in a case that is open: there he is known, here he is not.
    const other = await town.store.read
      .selectFrom('posts')
      .selectAll()
      .where('id', '=', elsewhere)
      .executeTakeFirstOrThrow()
    const authors = await town.store.read.selectFrom('authors').selectAll().execute()
    const remote = (author: string | null) => authors.find((one) => one.id === author)!.remote_id
    expect(remote(row.author_id)).toBe('')
    expect(town.store.read.keys.open('author', remote(other.author_id))).toBe(number)
    await town.hear(told)
    expect(await town.store.read.selectFrom('posts').select('id').execute()).toHaveLength(3)
  })

  it('is asked by kind: what is kept shorter goes sooner, posts of no case too', async () => {
    const town = townOn(await open())
    await town.hear(said('السلام عليكم', { by: number }))
    const days = config('no-case=10, receipts=1')
    town.clock = noon + 11 * day
    expect(await retain(deskOf(town), config('case=10'))).toMatchObject({ posts: 0 })
    expect(await retain(deskOf(town), days)).toMatchObject({ posts: 1 })
    const [author] = await town.store.read.selectFrom('authors').selectAll().orderBy('id').execute()
    expect(author).toMatchObject({ remote_id: '', name: null })
  })

  it('drops bodies that were read after days, and those nobody could read after months', async () => {
    const town = townOn(await open())
    await town.pipeline.receive([report(1)], { account: 'ministry', raw: '{"body":1}' })
    await town.pipeline.setAside('{"half":', { channel: 'x', account: 'ministry', reason: 'not JSON' })
    town.clock = noon + 8 * day
    expect(await retain(deskOf(town), config())).toMatchObject({ receipts: 1, quarantine: 0 })
    town.clock = noon + 91 * day
    expect(await retain(deskOf(town), config())).toMatchObject({ receipts: 0, quarantine: 1 })
  })
})

it('covers what numbers a person and leaves what numbers a street', () => {
  expect(anonymous('قطعة ٤ شارع 12 منزل 7 رقمي ٥٠٠٠١٢٣٤')).toBe('قطعة ٤ شارع 12 منزل 7 رقمي ••••••••')
  expect(coarse(null)).toBeNull()
})

it.each([
  'case',
  'case=0',
  'case=ten',
  'cases=3',
  'case=3,',
  'case=3;receipts=2',
])('refuses %j as a list of days, with the fix in both languages', (text) => {
  const read = readConfig({ SADA_RETENTION: text })
  expect(read).toMatchObject({
    ok: false,
    faults: [{ name: 'SADA_RETENTION', en: /case=365/, ar: /case=365/ }].map(({ name }) => ({ name })),
  })
})

it('lets one kind of case differ from the others', () => {
  expect(config('case=30, suggestion=90')).toMatchObject({ complaint: 30, suggestion: 90, 'no-case': 365 })
})
