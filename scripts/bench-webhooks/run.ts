// One run: a server, a load, and how fast what was received is decided.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Mode, startServer } from './server.ts'

export type Load = {
  readonly requests: number
  readonly seconds: number
  /** Cores that the load itself took. */
  readonly cores: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
  readonly statuses: Readonly<Record<string, number>>
}
export type Run = {
  readonly name: string
  readonly mode: Mode
  readonly busy: boolean
  readonly load: Load
  /** Load average of the machine, before and after. */
  readonly machine: readonly number[]
  /** Posts decided a second, while the load ran and after it. */
  readonly drain: { readonly during: number; readonly after: number } | null
  readonly storeBytes: number
}
export type Result = {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string }
  readonly rate: number
  readonly runs: readonly Run[]
}

export type Asked = {
  readonly mode: Mode
  readonly rate: number
  readonly seconds: number
  /** Both cores are kept busy by somebody else. */
  readonly busy: boolean
  readonly drainSeconds: number
}

const names = { grouped: 'shared by those that come together', one: 'one for each request' } as const

const strain = (count: number): (() => void) => {
  const busy = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }))
  return () => {
    for (const child of busy) child.kill('SIGKILL')
  }
}

const send = async (port: number, { rate, seconds }: Asked): Promise<Load> => {
  const run = `${process.pid}-${Date.now()}`
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'load.ts'), `${port}`, `${rate}`, `${seconds}`, run],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  await once(child, 'close')
  return JSON.parse(text) as Load
}

export const runOnce = async (asked: Asked): Promise<Run> => {
  const before = loadavg()[0]!
  const server = await startServer(asked.mode)
  const relax = asked.busy ? strain(2) : () => {}
  try {
    // What a fresh process compiles and reads first is no part of what it holds.
    await send(server.port, { ...asked, rate: 200, seconds: 3 })
    const [postsBefore, begin] = [await server.posts(), performance.now()]
    const load = await send(server.port, asked)
    const [posts, waiting, ended] = [await server.posts(), await server.waiting(), performance.now()]
    relax()
    await sleep(Math.min(asked.drainSeconds * 1000, waiting))
    const seconds = (performance.now() - ended) / 1000
    const drained = waiting - (await server.waiting())
    const drain = {
      during: ((posts - postsBefore) * 1000) / (ended - begin),
      after: drained / Math.max(seconds, 0.001),
    }
    return {
      name: names[asked.mode],
      mode: asked.mode,
      busy: asked.busy,
      load,
      machine: [before, loadavg()[0]!],
      drain: waiting === 0 ? null : drain,
      storeBytes: server.storeBytes(),
    }
  } finally {
    relax()
    await server.stop()
  }
}
