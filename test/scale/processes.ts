// Sada in its roles as people run it: processes on one PostgreSQL, started and stopped at will.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { eventually } from '../journey/product.ts'

export const main = join(import.meta.dirname, '../../src/main.ts')
export const folder = mkdtempSync(join(tmpdir(), 'sada-roles-'))
export const token = 'admin-token-of-the-roles'
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const start = async (url: string, args: readonly string[], ready: RegExp, more: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env.PATH,
      SADA_DATA_DIR: folder,
      SADA_DATABASE_URL: url,
      SADA_ADMIN_TOKEN: token,
      ...more,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)))
  const found = await eventually(
    async () => ready.exec(said),
    (match) => match !== null || child.exitCode !== null,
  )
  if (found === null) throw new Error(`sada ${args.join(' ')} did not start:\n${said}`)
  return { child, found }
}

/** A process that answers people, and where. */
export const startDoor = async (url: string, more: Readonly<Record<string, string>> = {}) => {
  const { child, found } = await start(url, ['serve', '--port', '0', '--web-only'], /Sada listens at (\S+)/, more)
  return { child, at: found[1]! }
}
export const startWorker = async (url: string): Promise<ChildProcess> =>
  (await start(url, ['work'], /Sada works/, {})).child

/** Asked to end, it ends by itself. */
export const ended = async (child: ChildProcess): Promise<number | null> => {
  child.kill('SIGTERM')
  return ((await once(child, 'exit')) as [number | null])[0]
}
