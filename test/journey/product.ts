// `sada serve` as people run it: a child process on an empty store, spoken to over HTTP.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPostgres } from '../store/engines.ts'

const main = join(import.meta.dirname, '../../src/main.ts')

export type Product = {
  readonly url: string
  /** Where the first account is made; said after the address, of a store without one. */
  setupLink(): Promise<URL>
  readonly folder: string
  readonly said: () => string
  /** Exit code and milliseconds until it came. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>
}

const firstLines = async (child: ChildProcess, said: () => string): Promise<string> => {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const listening = /Sada listens at (\S+)/.exec(said())
    if (
      listening &&
      (await fetch(`${listening[1]}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      return listening[1]!
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`serve did not listen:\n${said()}`)
}

const databases = new Map<string, Promise<string>>()
/** Who starts again in a folder finds the same store. */
const databaseOf = (folder: string): Promise<string> => {
  const known = databases.get(folder) ?? newPostgres()
  databases.set(folder, known)
  return known
}

export const startProduct = async (
  environment: Readonly<Record<string, string>>,
  folder = mkdtempSync(join(tmpdir(), 'sada-journey-')),
): Promise<Product> => {
  const onPostgres = process.env.SADA_TEST_ENGINE === 'postgres' ? { SADA_DATABASE_URL: await databaseOf(folder) } : {}
  const child = spawn(process.execPath, [main, 'serve', '--port', '0'], {
    env: { PATH: process.env.PATH, SADA_DATA_DIR: folder, ...onPostgres, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => parts.push(String(data)))
  const said = () => parts.join('')
  const url = await firstLines(child, said)
  return {
    url,
    folder,
    said,
    setupLink: async () =>
      new URL(
        await eventually(
          async () => /http\S+\/setup#\S+(?=\n)/.exec(said())?.[0] ?? '',
          (link) => link !== '',
        ),
      ),
    stop: async (signal = 'SIGTERM') => {
      const began = Date.now()
      const ended = once(child, 'exit')
      child.kill(signal)
      const [code] = (await ended) as [number | null]
      return { code, ms: Date.now() - began }
    },
  }
}

/** Looks again until something is so; the last look is the answer of a failure. */
export const eventually = async <T>(look: () => Promise<T>, enough: (seen: T) => boolean, ms = 120_000): Promise<T> => {
  for (const end = Date.now() + ms; ; ) {
    const seen = await look()
    if (enough(seen) || Date.now() > end) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
