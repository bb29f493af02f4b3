// How a command on this host finds the server that owns the store: an address and a token, in a file only its account reads.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { reach } from '../../connectors/outbound.ts'

export type Running = { readonly url: string; readonly token: string; readonly pid: number }

const fileOf = (storePath: string) => `${storePath}.serve.json`

export const announce = (storePath: string, running: Running): void =>
  writeFileSync(fileOf(storePath), JSON.stringify(running), { mode: 0o600 })

export const withdraw = (storePath: string): void => rmSync(fileOf(storePath), { force: true })

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Null when no server runs on this store (a file left by a killed one does not count). */
export const runningOn = (storePath: string): Running | null => {
  const file = fileOf(storePath)
  if (!existsSync(file)) return null
  try {
    const running = JSON.parse(readFileSync(file, 'utf8')) as Running
    return isAlive(running.pid) ? running : null
  } catch {
    return null
  }
}

/** An import of many posts is one call. */
const patience = 30 * 60_000

/** One call of the running server's API, as the command's actor. */
export const askRunning = async (
  { url, token }: Running,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const call = {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
    mostBytes: Number.POSITIVE_INFINITY,
  }
  const response = await reach(`${url}/api/v1${path}`, call, { configured: [url] })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}
