// `sada demo`: everything on a temporary store, with the sample world flowing in, behind a signed-in link.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '../../connectors/simulator/index.ts'
import type { Config } from '../config.ts'
import { play, unhurried } from '../demo/play.ts'
import { InvalidInputError } from '../errors.ts'
import { hashPassword, newSecret } from '../http/passwords.ts'
import type { Server } from '../http/server.ts'
import { type Started, type StartOptions, start } from '../http/start.ts'
import { createLog } from '../log.ts'
import { write } from '../store/index.ts'
import { addUser } from '../store/users.ts'
import { portOf, readArguments } from './arguments.ts'
import { environment } from './environment.ts'
import { untilStopped } from './serve.ts'

/** Whoever holds the link is this person; nobody knows her password. */
const visitor = async ({ store, clock }: Omit<Server, 'demo'>): Promise<NonNullable<Server['demo']>> => {
  const passwordHash = await hashPassword(randomUUID())
  const user = await write(store, (tx) =>
    addUser(tx, { name: 'نورة (تجربة)', passwordHash, role: 'admin', now: clock() }),
  )
  if (user === 'name-taken') throw new Error('the temporary store is not new')
  return { token: newSecret(), user }
}

/** The usual port, or any free one when it is taken and none was asked for. */
const startSomewhere = async (options: StartOptions, asked: boolean): Promise<Started> => {
  try {
    return await start(options)
  } catch (error) {
    if (asked || !(error instanceof InvalidInputError && error.field === '--port')) throw error
    return start({ ...options, config: { ...options.config, port: 0 } })
  }
}

const temporary = (found: Config, folder: string): Config => ({
  ...found,
  databaseUrl: 'sqlite::memory:',
  dataDir: folder,
  publicUrl: null,
})

const show = async (values: { port?: string; host?: string }, folder: string): Promise<void> => {
  const found = temporary(environment(), folder)
  const platforms = await startSimulator()
  const channels = platforms.environment
  const config = { ...found, channels, port: portOf(values.port, found.port), host: values.host ?? found.host }
  const log = createLog('warn')
  const started = await startSomewhere({ config, log, demo: visitor }, values.port !== undefined)
  platforms.connect(started.local)
  process.stdout.write(
    `Demo with invented posts, gone when it ends (Ctrl+C). تجربة ببيانات مخترعة تُحذف عند الإنهاء.\n${started.url}/demo#${started.server.demo!.token}\n`,
  )
  const ending = new AbortController()
  const playing = play(started.server, platforms, unhurried, ending.signal).catch((error: unknown) =>
    log.error('the sample world stopped', { error }),
  )
  await untilStopped()
  ending.abort()
  await Promise.all([platforms.close(), playing])
  await started.stop()
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, { port: { type: 'string' }, host: { type: 'string' } })
  const folder = mkdtempSync(join(tmpdir(), 'sada-demo-'))
  try {
    await show(values, folder)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
