// A3: whatever stands in any parameter of any route, no answer is 500 and no statement is other than normal use makes.
import SQLite from 'better-sqlite3'
import fc from 'fast-check'
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { type Land, newLand } from './agencies.ts'
import { admin } from './harness.ts'

const hostile = [
  "'",
  '"',
  "' OR '1'='1",
  "'; DROP TABLE posts; --",
  "x' UNION SELECT password_hash FROM users --",
  '1) OR 1=1 --',
  'id desc; delete from cases',
  'case when (1=1) then id else reference end',
  "') or pg_sleep(5) --",
  '%27%20OR%201=1',
  '%',
  '_%_',
  '\\',
  "\\'",
  '--',
  '/*',
  ';',
  '$1',
  '?',
  ':name',
  'NULL',
  'null',
  'undefined',
  'NaN',
  '1e999',
  '-1',
  '0',
  '00',
  '9223372036854775808',
  '-9223372036854775809',
  '1.5',
  '',
  ' ',
  '\0',
  'a\0b',
  '\u202e',
  '\ufeff',
  '\ud800',
  '😀'.repeat(50),
  'أ'.repeat(199),
  'x'.repeat(5000),
  '[]',
  '{"$gt":""}',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '" NEAR("a" "b")',
  'a AND b OR NOT c*',
  "a' & 'b:*",
  '{posts_search}: x',
]

/** What the driver was given, with values and the length of lists left out. */
const shapeOf = (statement: string) =>
  statement
    .replace(/\$\d+/g, '?')
    .replace(/\?(?:\s*,\s*\?)+/g, '?')
    .replace(/\(\?\)(?:\s*,\s*\(\?\))+/g, '(?)')
    .replace(/\s+/g, ' ')
    .trim()

const listening = (shapes: Set<string>) => {
  const prepare = SQLite.prototype.prepare
  const query = pg.Client.prototype.query
  vi.spyOn(SQLite.prototype, 'prepare').mockImplementation(function (this: never, text: string) {
    shapes.add(shapeOf(text))
    return prepare.call(this, text)
  } as never)
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: never, ...args: unknown[]) {
    const given = args[0] as string | { text?: string }
    shapes.add(shapeOf(typeof given === 'string' ? given : (given.text ?? '')))
    return (query as (...all: unknown[]) => unknown).apply(this, args)
  } as never)
}

// biome-ignore lint/suspicious/noExplicitAny: a document is walked as it comes
type Any = any
type Parameter = { readonly name: string; readonly in: string; readonly schema: Any }
type Question = { readonly path: string; readonly parameters: readonly Parameter[] }

/** Every read that the document tells, its `{id}` filled with a thing that is there. */
const questions = async (land: Land): Promise<readonly Question[]> => {
  const { paths } = (await land.house.ask('GET', '/api/v1/openapi.json')).body
  const things = land.of.own as Readonly<Record<string, string>>
  return Object.entries<Any>(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return []
    const kind = /\/(case|post|review|author|media)s?\/\{id\}/.exec(path)?.[1] ?? 'case'
    const filled = path.replaceAll('{channel}', 'whatsapp').replace(/\{\w+\}/g, things[kind]!)
    return [{ path: filled, parameters: (get.parameters ?? []).filter((one: Parameter) => one.in === 'query') }]
  })
}

const usual = ({ schema }: Parameter, things: readonly string[]): readonly string[] => {
  if (schema.enum !== undefined) return schema.enum
  if (schema.type === 'integer' || schema.type === 'number') return ['1', '2']
  return ['none', 'open', 'complaint', 'الكهرباء قطعة', '…', 'mew', 'power', '2026-11-01T00:00:00Z', ...things]
}

const asking = (land: Land) => async (path: string, query: Readonly<Record<string, string>>) => {
  const search = new URLSearchParams(query).toString()
  const { status, body } = await land.house.ask('GET', `${path}${search === '' ? '' : `?${search}`}`, { as: admin })
  return { status, next: (typeof body === 'object' ? (body?.next as string | null) : null) ?? null }
}

/** Each parameter with each kind of value it takes, alone and with a second page. */
const useNormally = async (land: Land, all: readonly Question[]): Promise<ReadonlyMap<string, string>> => {
  const ask = asking(land)
  const cursors = new Map<string, string>()
  for (const { path, parameters } of all) {
    for (const parameter of [null, ...parameters])
      for (const value of parameter === null ? [''] : usual(parameter, Object.values(land.of.own))) {
        const query = parameter === null ? {} : { [parameter.name]: value }
        await ask(path, query)
        const pages = parameters.some(({ name }) => name === 'cursor') && parameter?.name !== 'limit'
        const { next } = pages ? await ask(path, { ...query, limit: '1' }) : { next: null }
        if (next !== null) await ask(path, { ...query, limit: '1', cursor: next })
        if (next !== null && parameter === null) cursors.set(path, next)
      }
    await ask(path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'nothing'), {})
  }
  return cursors
}

/** A cursor that is ours in all but what it points at. */
const forged = (cursor: string, value: string): string => {
  const [question, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, ...unknown[]]
  return Buffer.from(JSON.stringify([question, ...key.map(() => value)])).toString('base64url')
}

onBothEngines('hostile parameters', (open, engine) => {
  it('are refused or find nothing, and never become part of a statement', async () => {
    const land = await newLand(await open())
    const ask = asking(land)
    const all = (await questions(land)).filter(({ path }) => path !== '/api/v1/events')
    const known = new Set<string>()
    listening(known)
    const cursors = await useNormally(land, all)
    vi.restoreAllMocks()
    const seen = new Set<string>()
    listening(seen)
    const random = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 15, seed: 7 })
    const values = engine === 'sqlite' ? [...hostile, ...random] : hostile
    const failed: string[] = []
    let asked = 0
    const put = async (path: string, query: Readonly<Record<string, string>>) => {
      asked += 1
      const { status } = await ask(path, query)
      if (status >= 500 && status !== 503) failed.push(`${status} ${path} ${JSON.stringify(query)}`)
    }
    for (const { path, parameters } of all) {
      for (const { name } of parameters) for (const value of values) await put(path, { [name]: value })
      for (const value of values) await put(path, { [value.slice(0, 200) || 'x']: value })
      const cursor = cursors.get(path)
      for (const value of cursor === undefined ? [] : values)
        await put(path, { limit: '1', cursor: forged(cursor!, value) })
      if (/[0-9a-f]{8}-/.test(path))
        for (const value of values.filter((one) => one.length < 100 && !/[\ud800-\udfff]/.test(one)))
          await put(path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, encodeURIComponent(encodeURIComponent(value) || 'x')), {})
    }
    vi.restoreAllMocks()
    expect(asked).toBeGreaterThan(2000)
    expect(failed).toEqual([])
    // SQLite prepares each text once: what was not new is not heard again.
    expect(known.size).toBeGreaterThan(20)
    expect([...seen].filter((shape) => !known.has(shape))).toEqual([])
  })

  it('would be seen by this test if they were', async () => {
    const store = await open()
    const shapes = new Set<string>()
    listening(shapes)
    const { sql } = await import('kysely')
    const planted = "x' or 1=1 --"
    const read = store.read as never as Parameters<ReturnType<typeof sql.raw>['execute']>[0]
    await sql
      .raw(`select id from cases where reference = '${planted}'`)
      .execute(read)
      .catch(() => {})
    vi.restoreAllMocks()
    expect([...shapes].some((shape) => shape.includes('1=1'))).toBe(true)
  })
})

describe('the shape of a statement', () => {
  it('leaves out values and lengths, and keeps everything else', () => {
    expect(shapeOf('select "a" from "b" where "c" in ($1, $2, $3) limit $4')).toBe(
      'select "a" from "b" where "c" in (?) limit ?',
    )
    expect(shapeOf("select 1 where a = 'b'")).not.toBe(shapeOf("select 1 where a = 'c'"))
  })
})
