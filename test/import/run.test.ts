import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { checkRequest, importReading, openFile, openTarget } from '../../src/import/index.ts'
import { openStore } from '../../src/store/index.ts'
import { androidEnglish } from '../connectors/chat-export/exports.ts'
import { zip } from '../connectors/chat-export/zip.ts'
import { newPostgres } from '../store/engines.ts'
import { temporaryFolder } from './files.ts'

const { folder, file, remove } = temporaryFolder()
afterAll(remove)

const environment = (name: string) => {
  const read = readConfig({ SADA_DATA_DIR: join(folder, name) })
  if (!read.ok) throw new Error('no config')
  return read.config
}

const runImport = async (name: string, paths: readonly string[], asked: Parameters<typeof checkRequest>[1]) => {
  const told: string[] = []
  const request = await checkRequest(paths, asked)
  const readings = await Promise.all(paths.map((path) => openFile(path, request, null, (text) => told.push(text))))
  const target = await openTarget(environment(name), request.account, () => {})
  try {
    const counts = []
    for (const reading of readings)
      counts.push(
        await importReading(reading, {
          ...target,
          onSkip: (line, reason) => told.push(`${line}: ${reason}`),
          onProgress: () => {},
        }),
      )
    return { counts, told }
  } finally {
    await target.close()
  }
}

const inStore = async (name: string) => {
  const store = await openStore(environment(name).databaseUrl)
  const posts = await store.read.selectFrom('posts').selectAll().orderBy('seq').execute()
  const media = await store.read.selectFrom('media').selectAll().execute()
  await store.close()
  return { posts, media }
}

const chat = file('chat.txt', androidEnglish)
const self = ['Public Works']

describe('importing a chat', () => {
  it('counts what is new, tells what is skipped, and keeps the posts', async () => {
    const { counts, told } = await runImport('first', [chat], { as: 'chat-export', self })
    expect(counts[0]).toMatchObject({
      posts: { new: 5, seen: 0, skipped: 4 },
      echoes: 1,
      cases: { opened: expect.any(Number) },
    })
    expect(told).toEqual([
      "1: WhatsApp's own line",
      "2: WhatsApp's own line",
      '13: a deleted message',
      "14: WhatsApp's own line",
    ])
    const { posts } = await inStore('first')
    expect(posts.map(({ text }) => text.split('\n')[0])).toEqual([
      'Water has been off since noon',
      '',
      'the broken pipe',
      '',
      'thank you',
    ])
  })
  it('twice, and again with a later export, adds only what is new', async () => {
    const later = file('later.txt', `${androidEnglish}\n14/05/2026, 08:00 - Mona: still no water in block 7`)
    const { counts } = await runImport('first', [chat, later], { as: 'chat-export', self })
    expect(counts.map(({ posts }) => [posts.new, posts.seen])).toEqual([
      [0, 5],
      [1, 5],
    ])
    expect((await inStore('first')).posts).toHaveLength(6)
  })
  it('keeps the pictures of its archive by their digest', async () => {
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 9, 9, 9])
    const archive = file(
      'chat.zip',
      zip([
        { name: '_chat.txt', bytes: Buffer.from(androidEnglish) },
        { name: 'IMG-20260513-WA0001.jpg', bytes: photo },
      ]),
    )
    const { counts } = await runImport('zip', [archive], { self })
    const digest = createHash('sha256').update(photo).digest('hex')
    expect(counts[0]?.media).toBe(1)
    expect((await inStore('zip')).media.filter((one) => one.digest !== null)).toEqual([
      expect.objectContaining({ digest, mime_type: 'image/jpeg', filename: 'IMG-20260513-WA0001.jpg' }),
    ])
    expect(existsSync(join(folder, 'zip', 'media', digest.slice(0, 2), digest))).toBe(true)
  })
})

describe('importing into PostgreSQL', () => {
  it('does the same, by the same counts', async () => {
    const url = await newPostgres()
    const config = { ...environment('postgres'), databaseUrl: url }
    const request = await checkRequest([chat], { self })
    const importOnce = async () => {
      const target = await openTarget(config, request.account, () => {})
      try {
        const reading = await openFile(chat, request, null, () => {})
        return (await importReading(reading, { ...target, onSkip: () => {}, onProgress: () => {} })).posts
      } finally {
        await target.close()
      }
    }
    expect(await importOnce()).toEqual({ new: 5, seen: 0, skipped: 4 })
    expect(await importOnce()).toEqual({ new: 0, seen: 5, skipped: 4 })
  })
})

describe('what must be said first', () => {
  const refused = (paths: readonly string[], asked: Parameters<typeof checkRequest>[1]) =>
    runImport('refused', paths, asked).then(() => 'imported', String)
  it('is whose lines are the ministry’s, with the senders that are there', async () => {
    const answer = await refused([chat], { as: 'chat-export' })
    expect(answer).toMatch(/--self: .*Mona \(3\), \+••••1234 \(2\), Fahad \(1\), Public Works \(1\).*--self none/)
    expect(answer).not.toContain('5000')
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  })
  it('is not needed where the ministry did not speak', async () => {
    const { counts } = await runImport('none', [chat], { self: ['none'] })
    expect(counts[0]).toMatchObject({ posts: { new: 6 }, echoes: 0 })
  })
  it('is told where one of the names given is not in the chat', async () => {
    const { told } = await runImport('strange', [chat], { self: [...self, 'Publik Works'] })
    expect(told[0]).toContain('no line is from `Publik Works`')
  })
  it('is asked again where none of the names is there, so that a slip makes no posts of the ministry’s lines', async () => {
    const answer = await refused([chat], { self: ['Publik Works'] })
    expect(answer).toMatch(/no line is from `Publik Works`; it cannot be told which sender is the ministry/)
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  })
  it.each([
    [[], {}, /FILE: no file was named/],
    [['/nowhere/x.txt'], {}, /FILE: \/nowhere\/x.txt is not there/],
    [[chat], { as: 'pdf' }, /--as: `pdf` is not known. Use one of chat-export, jsonl, csv/],
    [[chat], { self, order: 'dym' }, /--order: `dym` is not known/],
    [[chat], { self, tz: 'Kuwait City' }, /--tz: `Kuwait City` is no time zone/],
    [
      [file('ambiguous.txt', '01/05/2026, 10:00 - A: x')],
      { self: ['none'] },
      /01\/05\/2026, 10:00 can be read day first and month first.*--order/,
    ],
    [[file('table.txt', 'id,text\n1,x')], { self: ['none'] }, /no line starts like a message/],
  ])('else it is refused with the fix: %s %j', async (paths, asked, reason) => {
    expect(await refused(paths, asked)).toMatch(reason)
  })
})
