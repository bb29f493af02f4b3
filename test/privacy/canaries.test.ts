// E2: numbers, names and tokens planted in every path. None may stand in a log, a figure, an error or a view that was not
// revealed.
import { createHmac } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/run.ts'
import { createApp } from '../../src/http/app.ts'
import { createLog } from '../../src/log.ts'
import { eventsAfter } from '../../src/store/index.ts'
import { type Answer, type Ask, admin, asker, type House, newHouse } from '../http/harness.ts'
import { found, secretWords, told, words } from './canary-words.ts'
import { heardLive } from './heard-live.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-e2-'))

const logged: string[] = []
let house: House
let ask: Ask
const answers: Answer[] = []
const keep = async (answer: Promise<Answer>) => {
  answers.push(await answer)
  return answers.at(-1)!
}

const sign = (body: string, secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
const whatsapp = JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '96522220000', phone_number_id: '1000' },
            contacts: [{ profile: { name: secretWords.name }, wa_id: secretWords.number }],
            messages: [
              {
                from: secretWords.number,
                id: 'wamid.canary',
                timestamp: '1795600000',
                type: 'document',
                document: { id: '1', filename: `${told[0]}.pdf`, mime_type: 'application/pdf', caption: words },
              },
            ],
          },
        },
      ],
    },
  ],
})
const json = { 'content-type': 'application/json' }

beforeAll(async () => {
  house = await newHouse(undefined, { SADA_DATA_DIR: folder, INSTAGRAM_APP_SECRET: 'instagram-secret' })
  const log = createLog('info', { write: (line: string) => void logged.push(line) })
  ask = asker(createApp({ ...house.server, log }, new AbortController().signal))
})
afterAll(() => house.server.store.close())

describe('what citizens wrote and who they are', () => {
  it('goes in by every door', async () => {
    const signed = { ...json, 'x-hub-signature-256': sign(whatsapp, 'new-secret') }
    expect((await keep(ask('POST', '/webhooks/whatsapp', { body: whatsapp, headers: signed }))).status).toBe(200)
    const broken = `{"half": "${words}`
    const half = { ...json, 'x-hub-signature-256': sign(broken, 'new-secret') }
    expect((await keep(ask('POST', '/webhooks/whatsapp', { body: broken, headers: half }))).status).toBe(200)
    const instagram = JSON.stringify({
      object: 'instagram',
      entry: [
        {
          id: '9',
          time: 1,
          messaging: [
            {
              sender: { id: secretWords.number },
              recipient: { id: '9' },
              timestamp: 1_795_600_000_000,
              message: { mid: 'm.1', text: words },
            },
          ],
        },
      ],
    })
    const ig = { ...json, 'x-hub-signature-256': sign(instagram, 'instagram-secret') }
    expect((await keep(ask('POST', '/webhooks/instagram', { body: instagram, headers: ig }))).status).toBe(200)
    const pushed = ['generic', 'x', 'instagram', 'whatsapp'].map((channel, i) => ({
      id: `p${i}`,
      channel,
      author: channel === 'x' ? `@${secretWords.handle}` : secretWords.number,
      text: words,
      created_at: '2026-11-20T09:00:00Z',
    }))
    expect((await keep(ask('POST', '/api/v1/posts', { as: admin, body: pushed }))).status).toBe(200)
    await house.server.pipeline.drain()
    expect((await ask('GET', '/api/v1/posts', { as: admin })).body.items.length).toBeGreaterThanOrEqual(6)
  })

  it('is typed into every field that answers with a fault', async () => {
    for (const word of [...told, ...Object.values(secretWords)]) {
      const at = encodeURIComponent(word)
      for (const path of [
        `/api/v1/posts/${at}`,
        `/api/v1/cases/${at}`,
        `/api/v1/posts?q=${at}&cursor=${at}`,
        `/api/v1/posts?${at}=1`,
        `/api/v1/cases?status=${at}`,
        `/api/v1/cases?sort=${at}`,
        `/api/v1/audit?since=${at}`,
        `/media/${at}`,
        `/webhooks/${at}`,
        `/data-deletion/${at}`,
        `/nowhere/${at}`,
      ])
        await keep(ask('GET', path, { as: admin }))
      for (const body of [
        `{"id": "${word}`,
        [{ id: word }],
        { [word]: word },
        { id: 1, channel: word, created_at: word },
      ])
        await keep(ask('POST', '/api/v1/posts', { as: admin, body }))
      // Each wrong password costs a slow hash: the words that are no numbers, and one number, are enough.
      if (word === told[0] || !told.includes(word))
        await keep(ask('POST', '/api/v1/session', { body: { name: word, password: word } }))
      await keep(ask('POST', '/api/v1/cases/none/merge', { as: admin, body: { from: [word], version: 1 } }))
      await keep(ask('POST', '/api/v1/review/none/verdict', { as: admin, body: { answer: word } }))
      await keep(ask('POST', `/api/v1/authors/${at}/reveal`, { as: admin, body: { reason: word } }))
      await keep(ask('POST', '/api/v1/erasures', { as: admin, body: { case: word } }))
      await keep(ask('GET', '/api/v1/cases', { as: /^[\x21-\x7e]+$/.test(word) ? word : 'nobody' }))
      await keep(ask('POST', '/webhooks/whatsapp', { body: word, headers: { 'x-hub-signature-256': 'sha256=00' } }))
    }
    expect(answers.filter(({ status }) => status === 500).map(({ text }) => text)).toEqual([])
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(300)
  })

  it('is remarked upon, explained, searched, answered, and shown in every view', async () => {
    const { items } = (await keep(ask('GET', '/api/v1/cases', { as: admin }))).body
    for (const { id } of items) {
      await keep(ask('POST', `/api/v1/cases/${id}/note`, { as: admin, body: { text: words } }))
      for (const part of ['', '/posts', '/events', '/replies'])
        await keep(ask('GET', `/api/v1/cases/${id}${part}`, { as: admin }))
      await keep(ask('POST', `/api/v1/cases/${id}/replies/plan`, { as: admin, body: { text: 'تم الإصلاح' } }))
    }
    for (const path of [
      '/api/v1/posts',
      '/api/v1/posts?q=حفرة',
      '/api/v1/review',
      '/api/v1/audit?limit=200',
      '/api/v1/audit/export',
      '/metrics',
      '/api/v1/stats/overview',
    ])
      expect((await keep(ask('GET', path, { as: admin }))).status, path).toBe(200)
  })

  it('is not found by searching for a number', async () => {
    expect((await keep(ask('GET', '/api/v1/posts?q=50001234', { as: admin }))).body.items).toEqual([])
    expect((await keep(ask('GET', '/api/v1/posts?q=السالمية', { as: admin }))).body.items).not.toEqual([])
  })

  it('is in no answer that was not a reveal: no view, error, figure or header', () => {
    const shown = answers.map(({ text, headers }) => `${text}\n${JSON.stringify([...headers])}`)
    expect(shown.filter((text) => found(text).length > 0).map((text) => [found(text), text])).toEqual([])
  })

  it('is in nothing that screens hear as it happens', async () => {
    const { last } = await house.server.store.read
      .selectFrom('events')
      .select((e) => e.fn.max('seq').as('last'))
      .executeTakeFirstOrThrow()
    const live = await heardLive(house, Number(last))
    expect(live).toContain('event: noted')
    expect(found(live)).toEqual([])
    // Kinds, our own ids and the time: there is no place in it where words could stand.
    const messages = Array.from(live.matchAll(/^data: (\{.*)$/gm), ([, data]) => Object.keys(JSON.parse(data!)))
    const allowed = ['kind', 'caseId', 'postId', 'at']
    expect([...new Set(messages.flat())].filter((name) => !allowed.includes(name))).toEqual([])
    expect(found(`${live}${words}`)).not.toEqual([])
  })

  it('is in no log line, and the log says what happened', () => {
    expect(logged.length).toBeGreaterThan(300)
    expect(logged.flatMap(found)).toEqual([])
  })

  it('is in no event, and in nothing the matcher keeps for comparing or searching', async () => {
    const { read } = house.server.store
    const events = await eventsAfter(read, 0, 10_000)
    const machine = events.filter(({ kind }) => kind !== 'noted')
    const kept = await Promise.all([
      read.selectFrom('posts').select('report').execute(),
      read.selectFrom('cases').selectAll().execute(),
      read.selectFrom('members').selectAll().execute(),
      read.selectFrom('audit').selectAll().execute(),
      read.selectFrom('authors').selectAll().execute(),
      read.selectFrom('author_aliases').selectAll().execute(),
      read.selectFrom('inbox').select(['event', 'state']).execute(),
      read.selectFrom('receipts').selectAll().execute(),
      read.selectFrom('plans').selectAll().execute(),
    ])
    expect(found(JSON.stringify([machine, kept]))).toEqual([])
  })

  it('is found where it may be: in the posts themselves, and by whoever reveals', async () => {
    const rows = await house.server.store.read.selectFrom('posts').select(['text', 'author_id']).execute()
    expect(found(JSON.stringify(rows)).length).toBeGreaterThan(5)
    const seen = await ask('POST', `/api/v1/authors/${rows[0]!.author_id}/reveal`, {
      as: admin,
      body: { reason: 'متابعة' },
    })
    expect(found(seen.text)).toContain(secretWords.number)
  })
})

describe('the commands', () => {
  it('say nothing of them beside what was asked for', async () => {
    const file = join(folder, 'posts.jsonl')
    const line = {
      id: 'a',
      channel: 'generic',
      author: secretWords.number,
      text: words,
      created_at: '2026-11-20T09:00:00Z',
    }
    writeFileSync(
      file,
      `${JSON.stringify(line)}\n{"id": "${words.replaceAll('\n', ' ')}\n${JSON.stringify({ ...line, created_at: told[0] })}\n`,
    )
    const said: string[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((part) => said.push(String(part)) > 0),
    )
    const before = process.env
    process.env = { SADA_DATA_DIR: join(folder, 'cli') }
    for (const args of [
      ['import', file, '--as', 'jsonl'],
      ['export', 'posts'],
      ['export', 'cases', '--format', 'csv'],
      ['audit', 'export'],
      ['doctor'],
    ])
      await main(args)
    process.env = before
    for (const spy of spies) spy.mockRestore()
    expect(said.join('')).toContain('حفرة')
    expect(said.flatMap(found)).toEqual([])
  })
})

describe('this test', () => {
  it('would see a number that is not masked', () => {
    expect(found('{"text":"اتصلوا على 5000 1234"}')).toEqual(['50001234'])
    expect(found('حفرة كبيرة')).toEqual([])
  })
})
