// Commands about people's data, as one types them.
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/run.ts'
import { keyFile } from '../../src/keys/find.ts'
import { announce, withdraw } from '../../src/ops/running.ts'

let folder: string
const database = () => join(folder, 'sada.db')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sada-people-cli-'))
})
afterEach(() => void vi.restoreAllMocks())

const heard = (stream: NodeJS.WriteStream) => {
  const parts: string[] = []
  const spy = vi.spyOn(stream, 'write').mockImplementation((part) => parts.push(String(part)) > 0)
  return () => {
    spy.mockRestore()
    return parts.join('')
  }
}
const sada = async (line: string, env: Readonly<Record<string, string>> = {}) => {
  const before = process.env
  process.env = { SADA_DATA_DIR: folder, ...env }
  const [out, err] = [heard(process.stdout), heard(process.stderr)]
  const code = await main(line.split(' '))
  process.env = before
  return { code, out: out(), err: err() }
}

const number = '96550001234'
const line = (id: string, author: string) =>
  JSON.stringify({
    id,
    channel: 'whatsapp',
    author,
    text: 'حفرة كبيرة في السالمية قطعة 4',
    created_at: '2026-11-20T09:00:00Z',
  })
const filled = async (env: Readonly<Record<string, string>> = {}) => {
  const file = join(folder, 'posts.jsonl')
  writeFileSync(file, `${line('a', number)}\n${line('b', '96599990000')}\n`)
  expect((await sada(`import ${file} --as jsonl`, env)).code).toBe(0)
}
const bytes = () =>
  Buffer.concat(
    [database(), `${database()}-wal`].flatMap((file) => {
      try {
        return [readFileSync(file)]
      } catch {
        return []
      }
    }),
  )

describe('sada erase', () => {
  it('takes a person out of the file itself, and of an import of the same lines', async () => {
    await filled()
    const held = JSON.parse((await sada(`subject export --channel whatsapp --author ${number}`)).out)
    expect(held.posts).toHaveLength(1)
    expect(JSON.parse((await sada(`erase --channel whatsapp --author ${number} --dry-run`)).out)).toMatchObject({
      posts: 1,
    })
    const { code, out } = await sada(`erase --channel whatsapp --author ${number}`)
    expect([code, JSON.parse(out)]).toMatchObject([0, { people: 1, posts: 1 }])
    expect(bytes().includes(number)).toBe(false)
    await filled()
    expect(JSON.parse((await sada(`subject export --channel whatsapp --author ${number}`)).out)).toMatchObject({
      people: [],
    })
  })

  it('says what is missing', async () => {
    expect(await sada('erase')).toMatchObject({ code: 2, err: expect.stringContaining('sada erase --channel') })
    expect(await sada('erase --channel pigeon --author 1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('whatsapp'),
    })
    expect(await sada('erase --channel x')).toMatchObject({ code: 2, err: expect.stringContaining('--author') })
    await filled()
    expect(await sada('erase --case S-0000-1')).toMatchObject({ code: 1, err: expect.stringContaining('S-0000-1') })
  })
})

describe('sada keys rotate', () => {
  const reads = (env: Readonly<Record<string, string>> = {}) =>
    sada(`subject export --channel whatsapp --author ${number}`, env)

  it('gives the store of whoever set no secret a new one, and forgets the former', async () => {
    await filled()
    const former = readFileSync(keyFile(folder), 'utf8').trim()
    const { code, out } = await sada('keys rotate')
    expect([code, JSON.parse(out).sealed > 0]).toEqual([0, true])
    const fresh = readFileSync(keyFile(folder), 'utf8').trim()
    expect(fresh).not.toContain(former)
    expect(JSON.parse((await reads()).out).posts).toHaveLength(1)
    writeFileSync(keyFile(folder), `${former}\n`)
    expect(await reads()).toMatchObject({ code: 1, err: expect.stringContaining('another secret') })
  })

  it('moves to the secret of the environment, reading both until it is done and only the new one after', async () => {
    const [old, fresh] = ['the old secret of a ministry', 'the new secret of a ministry']
    await filled({ SADA_SECRET_KEY: old })
    expect((await reads({ SADA_SECRET_KEY: fresh })).code).toBe(1)
    const both = { SADA_SECRET_KEY: fresh, SADA_SECRET_KEY_OLD: old }
    expect(JSON.parse((await reads(both)).out).posts).toHaveLength(1)
    expect((await sada('keys rotate', both)).code).toBe(0)
    expect(JSON.parse((await reads({ SADA_SECRET_KEY: fresh })).out).posts).toHaveLength(1)
    expect((await reads({ SADA_SECRET_KEY: old })).code).toBe(1)
    expect(JSON.parse((await sada('keys rotate', { SADA_SECRET_KEY: fresh })).out)).toMatchObject({ sealed: 0 })
    await filled({ SADA_SECRET_KEY: fresh })
    expect(JSON.parse((await sada('export posts', { SADA_SECRET_KEY: fresh })).out.split('\n')[0]!)).toHaveProperty(
      'author',
    )
  })
})

describe('sada audit', () => {
  it('says that the log is whole, and names the first entry that is not', async () => {
    await filled()
    await sada('export posts')
    await sada('audit export')
    const { code, out } = await sada('audit verify')
    expect([code, JSON.parse(out).entries]).toEqual([0, 2])
    expect((await sada('audit export --format csv')).out).toContain('exported')
    const file = new SQLite(database())
    file.prepare(`update audit set at = at + 1 where seq = 2`).run()
    file.close()
    expect(await sada('audit verify')).toMatchObject({ code: 1, err: expect.stringContaining('Entry 2') })
  })
})

describe('sada retain', () => {
  it('beside a running server asks it, whose index must let go of the words too', async () => {
    await filled()
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
      response.end('{"cases":3,"posts":7,"receipts":0,"quarantine":0}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    announce(database(), { url: `http://127.0.0.1:${port}`, token: 'its-own', pid: process.pid })
    expect(await sada('retain')).toMatchObject({ code: 0, out: expect.stringContaining('"posts":7') })
    expect(asked).toEqual(['POST /api/v1/retention/run Bearer its-own'])
    expect((await sada('retain --dry-run')).out).toContain('"posts":0')
    expect(asked).toHaveLength(1)
    withdraw(database())
    expect((await sada('retain')).out).toContain('"posts":0')
    server.close()
  })

  it('tells what is due before it does anything', async () => {
    await filled()
    expect(await sada('retain --dry-run')).toMatchObject({
      code: 0,
      out: '{"cases":0,"posts":0,"receipts":0,"quarantine":0}\n',
    })
    expect(await sada('retain')).toMatchObject({ code: 0 })
    expect(await sada('retain', { SADA_RETENTION: 'case' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('case=365'),
    })
  })
})

describe('a store of an earlier version', () => {
  it('is sealed when it is opened', async () => {
    await filled()
    const file = new SQLite(database())
    file.exec(
      `update author_aliases set alias = null, key = 'whatsapp:' || rowid; delete from meta where name = 'sealed'`,
    )
    file.prepare(`update author_aliases set key = ? where rowid = 1`).run(`whatsapp:${number}`)
    file.prepare(`update authors set remote_id = ?`).run(number)
    file.close()
    const held = JSON.parse((await sada(`subject export --channel whatsapp --author ${number}`)).out)
    expect(held.people).toMatchObject([{ ids: [number] }])
    const read = new SQLite(database())
    expect(JSON.stringify(read.prepare('select * from authors').all())).not.toContain(number)
    expect(JSON.stringify(read.prepare('select * from author_aliases').all())).not.toContain(number)
    read.close()
  })
})
