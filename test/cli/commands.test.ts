// Commands as people type them: what is on stdout, what on stderr, and how they end.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/run.ts'
import { eventually, type Product, startProduct } from '../journey/product.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-cli-'))

type Ended = { readonly code: number; readonly out: string; readonly err: string }

const heard = (stream: NodeJS.WriteStream) => {
  const parts: string[] = []
  const spy = vi.spyOn(stream, 'write').mockImplementation((part) => parts.push(String(part)) > 0)
  return () => {
    spy.mockRestore()
    return parts.join('')
  }
}

/** In this process, so that a dozen commands do not start a dozen times. */
const sada = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
  const before = process.env
  process.env = { SADA_DATA_DIR: folder, ...env }
  const [out, err] = [heard(process.stdout), heard(process.stderr)]
  const code = await main(args)
  process.env = before
  return { code, out: out(), err: err() }
}

describe('wrong usage', () => {
  it.each([
    [[], /sada serve/],
    [['fly'], /`fly` is not a command/],
    [['serve', '--prot', '1'], /--port, --host/],
    [['serve', '--port', 'x'], /--port: `x` is not a port/],
    [['token', 'create'], /--role: is missing/],
    [['token', 'create', '--role', 'king'], /viewer, agent, analyst/],
    [['export', 'people'], /cases\|posts\|replies/],
    [['export', 'cases', '--format', 'xml'], /jsonl or csv/],
    [['backup'], /name one file/],
    [['doctor', '--verbose'], /arguments/],
  ])('%j ends with 2 and says what to do', async (args, words) => {
    const { code, out, err } = await sada(args)
    expect(code).toBe(2)
    expect(err).toMatch(words)
    expect(out).toBe('')
  })

  it('of the environment is told whole before anything is opened', async () => {
    const { code, err } = await sada(['serve'], {
      PORT: 'x',
      SADA_ADMIN_TOKEN: 'x',
      SADA_DATA_DIR: join(folder, 'never'),
    })
    expect(code).toBe(2)
    expect(err).toMatch(/PORT.*\n.*PORT[\s\S]*SADA_ADMIN_TOKEN/)
    expect(existsSync(join(folder, 'never'))).toBe(false)
  })
})

describe('help', () => {
  it('tells every command in both languages, and each its own usage', async () => {
    const { code, out } = await sada(['--help'])
    expect(code).toBe(0)
    for (const name of ['serve', 'demo', 'import', 'export', 'backup', 'doctor', 'token', 'cluster', 'inspect'])
      expect(out).toContain(`sada ${name}`)
    expect(out).toMatch(/[؀-ۿ]/)
    expect((await sada(['backup', '--help'])).out).toMatch(/^sada backup FILE/)
  })
})

describe('beside a running server', () => {
  let product: Product
  let token = ''
  beforeAll(async () => {
    product = await startProduct({ SADA_ADMIN_TOKEN: 'an-admin-token-for-tests' }, folder)
  })
  afterAll(async () => {
    await product.stop()
  })

  const push = (posts: readonly object[]) =>
    fetch(`${product.url}/api/v1/posts`, {
      method: 'POST',
      headers: { authorization: 'Bearer an-admin-token-for-tests', 'content-type': 'application/json' },
      body: JSON.stringify(posts),
    })

  it('a token is made by the server itself and printed alone', async () => {
    const { code, out, err } = await sada(['token', 'create', '--role', 'viewer', '--name', 'report'])
    expect(code).toBe(0)
    expect(out).toMatch(/^[\w-]{43}\n$/)
    expect(err).toContain('viewer')
    token = out.trim()
    const me = await fetch(`${product.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ kind: 'token', name: 'report', role: 'viewer' })
  })

  it('a second server on the same store is refused in one sentence', async () => {
    const { code, err } = await sada(['serve', '--port', '0'])
    expect(code).toBe(1)
    expect(err).toMatch(/in use by another Sada/)
  })

  it('a server whose port is taken says so, and its process ends', () => {
    const args = [join(import.meta.dirname, '../../src/main.ts'), 'serve', '--port', new URL(product.url).port]
    const env = { PATH: process.env.PATH, SADA_DATA_DIR: mkdtempSync(join(folder, 'other-')) } as NodeJS.ProcessEnv
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8', timeout: 170_000 })
    expect([status, stderr]).toEqual([2, expect.stringContaining('is taken by another program')])
  })

  it('exports are masked, as lines and as a table', async () => {
    const at = new Date().toISOString()
    const text = '=انقطاع الكهرباء في سلوى، هاتفي 50001234'
    await push([{ id: 'a', channel: 'whatsapp', author: '+96550001234', text, created_at: at }])
    const posts = async () => (await sada(['export', 'posts'])).out.split('\n').filter((line) => line !== '')
    const [line] = (await eventually(posts, ({ length }) => length > 0)).map((one) => JSON.parse(one))
    expect(line).toMatchObject({ remoteId: 'a', author: { name: '+965••••1234' } })
    expect(line.text).not.toContain('50001234')
    const { out } = await sada(['export', 'posts', '--format', 'csv'])
    const [head, row] = parse(out, { bom: true }) as string[][]
    expect(row![head!.indexOf('text')]).toMatch(/^'=انقطاع/)
    expect(out.charCodeAt(0)).toBe(0xfeff)
    const cases = (await sada(['export', 'cases'])).out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one))
    expect(cases).toMatchObject([{ golden: { posts: 1 } }])
  })

  it('a backup is taken while it runs, and the doctor finds the server', async () => {
    const file = join(folder, 'copy.db')
    expect(await sada(['backup', file])).toMatchObject({ code: 0, out: `${file}\n` })
    expect((await sada(['backup', file])).code).toBe(2)
    const { code, out } = await sada(['doctor'])
    expect(code).toBe(0)
    expect(out).toMatch(/✓ server/)
    expect((await sada(['doctor'], { PORT: 'x' })).code).toBe(1)
  })
})
