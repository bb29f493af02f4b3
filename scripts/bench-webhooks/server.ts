// The server under load: `sada serve` as people run it on a temporary store, or (`one`) the same with a commit for each request.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { secret } from './bodies.ts'

const token = randomBytes(24).toString('base64url')

export type Mode = 'grouped' | 'one'

export type Product = {
  readonly port: number
  /** Posts received and not yet decided. */
  waiting(): Promise<number>
  /** Posts stored. */
  posts(): Promise<number>
  storeBytes(): number
  /** One of `/metrics`; those of all labels together. */
  figure(name: string): Promise<number>
  /** The status of reading a path of the API, its answer read to the end. */
  ask(path: string): Promise<number>
  stop(): Promise<void>
}

const entries = {
  grouped: [join(import.meta.dirname, '../../src/main.ts'), 'serve'],
  one: [join(import.meta.dirname, 'one-by-one.ts')],
} as const

const portOf = async (child: ChildProcess): Promise<number> => {
  let said = ''
  child.stdout!.on('data', (chunk) => {
    said += chunk
  })
  for (let waited = 0; waited < 60_000; waited += 50) {
    const found = /http:\/\/[^\s/]+:(\d+)/.exec(said)?.[1]
    if (found !== undefined) return Number(found)
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    await sleep(50)
  }
  throw new Error('the server did not start')
}

export const startServer = async (mode: Mode): Promise<Product> => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-bench-'))
  const file = join(folder, 'sada.db')
  const child = spawn(process.execPath, [...entries[mode], '--port', '0'], {
    env: {
      PATH: process.env.PATH,
      SADA_DATA_DIR: folder,
      SADA_DATABASE_URL: `sqlite:${file}`,
      WHATSAPP_APP_SECRET: secret,
      SADA_ADMIN_TOKEN: token,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const port = await portOf(child)
  /** On a line of its own: one that is kept may end just as it is used. */
  const read = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const asked = get({
      host: '127.0.0.1',
      port,
      path: encodeURI(path),
      agent: false,
      headers: { authorization: `Bearer ${token}` },
    })
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const parts: string[] = []
    for await (const part of answer.setEncoding('utf8')) parts.push(part as string)
    return { status: answer.statusCode!, text: parts.join('') }
  }
  const figure = async (name: string): Promise<number> => {
    const { text } = await read('/metrics')
    const lines = text.split('\n').filter((line) => line.startsWith(`sada_${name}`))
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }
  return {
    port,
    waiting: () => figure('inbox_waiting'),
    posts: () => figure('posts'),
    figure,
    ask: async (path) => (await read(`/api/v1${path}`)).status,
    storeBytes: () => statSync(file).size,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
