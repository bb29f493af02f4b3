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
  /** Of `/metrics` at one moment; those of all labels together. */
  figures<Name extends string>(...names: readonly Name[]): Promise<Readonly<Record<Name, number>>>
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
  /** A look that found the store busy tells nothing, and is taken again. */
  const metrics = async (): Promise<readonly string[]> => {
    for (let tries = 0; tries < 50; tries++) {
      const { status, text } = await read('/metrics')
      if (status === 200) return text.split('\n')
      await sleep(200)
    }
    throw new Error('the server does not tell its metrics')
  }
  const figures = async <Name extends string>(...names: readonly Name[]): Promise<Record<Name, number>> => {
    const lines = await metrics()
    const sumOf = (name: string) =>
      lines
        .filter((line) => line.startsWith(`sada_${name}`))
        .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
    return Object.fromEntries(names.map((name) => [name, sumOf(name)])) as Record<Name, number>
  }
  return {
    port,
    waiting: async () => (await figures('inbox_waiting')).inbox_waiting,
    posts: async () => (await figures('posts')).posts,
    figures,
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
