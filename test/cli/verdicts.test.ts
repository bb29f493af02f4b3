// What people rule in the product teaches the next fit: merge → export → train.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/run.ts'
import { smallPosts, smallWorld } from '../dedupe/invented.ts'
import { eventually, type Product, startProduct } from '../journey/product.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-verdicts-'))
const authorization = 'Bearer an-admin-token-for-tests'

const sada = async (...args: string[]): Promise<string> => {
  const parts: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((part) => parts.push(String(part)) > 0)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const before = process.env
  process.env = { ...before, SADA_DATA_DIR: folder }
  const code = await main(args)
  process.env = before
  for (const spy of [out, err, log]) spy.mockRestore()
  expect(code).toBe(0)
  return parts.join('')
}

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The invented world as a labelled file; its second half alone is another. */
const labelled = (from: number) =>
  lines(
    smallPosts.slice(from).map(({ at, replyTo, ...post }, i) => ({
      ...post,
      reply_to: replyTo,
      created_at: new Date(at).toISOString(),
      incident: smallWorld.gold[from + i]!.incident,
    })),
  )

type CaseLine = { readonly id: string; readonly version: number }
const parsed = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)

describe('what people ruled', () => {
  let product: Product
  const call = (path: string, body: object) =>
    fetch(`${product.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': path },
      body: JSON.stringify(body),
    })
  beforeAll(async () => {
    product = await startProduct({ SADA_ADMIN_TOKEN: 'an-admin-token-for-tests' }, folder)
  })
  afterAll(async () => {
    await product.stop()
  })

  it('leaves the store as lines that train reads, and moves the weights', async () => {
    const said = ['الكهرباء مقطوعة في مشرف قطعة ٢', 'حفرة كبيرة بالشارع في الفنطاس قطعة ٣', 'كلاب ضالة في بيان قطعة ٤']
    const at = new Date().toISOString()
    await call(
      '/posts',
      said.map((text, i) => ({ id: `p${i}`, channel: 'x', author: `a${i}`, text, created_at: at })),
    )
    const cases = await eventually(
      async () => parsed<CaseLine>(await sada('export', 'cases')),
      ({ length }) => length === said.length,
    )
    const [kept, folded] = cases
    const merged = await call(`/cases/${kept!.id}/merge`, { from: [folded!.id], version: kept!.version })
    expect(merged.status).toBe(200)

    const verdicts = await sada('export', 'verdicts')
    expect(parsed(verdicts)).toEqual([{ a: expect.any(String), b: expect.any(String), link: 'must' }])
    const posts = file('posts.jsonl', await sada('export', 'posts'))
    const gold = ['--gold', file('one.jsonl', labelled(0)), '--gold', file('two.jsonl', labelled(9))]
    const fitted = async (name: string, ...more: string[]) => {
      const out = join(folder, name)
      await sada('train', ...gold, ...more, '--out', out)
      return JSON.parse(readFileSync(out, 'utf8')) as { trees: unknown; provenance: { leaveOneOut: object } }
    }
    const before = await fitted('before.json')
    const after = await fitted('after.json', '--verdicts', file('verdicts.jsonl', verdicts), '--posts', posts)
    expect(after.trees).not.toEqual(before.trees)
    expect(Object.keys(after.provenance.leaveOneOut)).toEqual([
      ...Object.keys(before.provenance.leaveOneOut),
      'verdicts',
    ])
  })
})
