// JSON lines as other programs write them.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { PostLine, readLines } from '../../src/cli/post-lines.ts'
import { run } from '../../src/cli/similarity.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-أسطر-'))
const out = join(folder, 'نتائج.jsonl')

const similarity = async (text: string | null) => {
  const file = join(folder, text === null ? 'none.jsonl' : 'أزواج.jsonl')
  if (text !== null) writeFileSync(file, text)
  const said: string[] = []
  const spy = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)))
  const code = await run(['--in', file, '--out', out])
  spy.mockRestore()
  return { code, said: said.join('\n') }
}

describe('lines of JSON', () => {
  it('end at a line feed alone: U+2028 and U+2029 stand inside texts', async () => {
    const pair = (id: number) => JSON.stringify({ id, a: 'ماكو\u2028كهرباء', b: 'ما في\u2029كهرباء' })
    expect((await similarity(`\uFEFF${pair(1)}\r\n\r\n${pair(2)}`)).code).toBe(0)
    const ids = readFileSync(out, 'utf8').trim().split('\n')
    expect(ids.map((line) => JSON.parse(line).id)).toEqual([1, 2])
  })

  it('that are not JSON, or lack what they need, are skipped and named by their number, blank ones counted', async () => {
    const { code, said } = await similarity(
      '{"id":1,"a":"x","b":"y"}\n\n{"id":\n{"id":2,"a":"x"}\n{"id":3,"a":"x","b":"z"}',
    )
    expect(code).toBe(0)
    expect(said).toContain('أزواج.jsonl:3: is not JSON')
    expect(said).toMatch(/أزواج\.jsonl:4: b: .*skipped/)
    expect(said).toContain('2 pairs')
  })

  it('of which none can be read stop the command', async () => {
    const { code, said } = await similarity('{"id":\n')
    expect(code).toBe(1)
    expect(said).toContain('holds no line that can be read')
  })

  it('keep the post where only a field it can do without is of another shape', async () => {
    const post = { id: 'a', text: 'ماكو كهربا بحولي', created_at: '2026-05-12T21:05:00+03:00', author: 'm' }
    const lines = [
      { ...post, location: 'Hawalli' },
      { ...post, id: 'b', media: ['photo', { kind: 'image', phash: 'ff' }] },
      { ...post, id: 'c', created_at: 'yesterday' },
    ]
    const file = join(folder, 'posts.jsonl')
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
    const said: string[] = []
    const spy = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)))
    const read: PostLine[] = []
    for await (const line of readLines(file, PostLine)) read.push(line)
    spy.mockRestore()
    expect(read.map(({ id, location, media }) => [id, location, media?.map(({ kind }) => kind)])).toEqual([
      ['a', undefined, undefined],
      ['b', undefined, ['photo', 'image']],
    ])
    expect(said).toEqual([
      expect.stringMatching(/posts\.jsonl:1: location: .*read without it/),
      expect.stringMatching(/posts\.jsonl:3: created_at: .*skipped/),
    ])
  })

  it('of a file that is not there are asked for in words', async () => {
    const { code, said } = await similarity(null)
    expect(code).toBe(1)
    expect(said).toMatch(/none\.jsonl: there is no such file/)
  })
})
