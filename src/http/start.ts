// From a checked configuration to a running server: store, pipeline, routes, port; and its orderly end.
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { createConnectors } from '../../connectors/index.ts'
import { createMatcher } from '../../dedupe/index.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { Config } from '../config.ts'
import { nameOfError } from '../errors.ts'
import type { Log } from '../log.ts'
import { startBackups } from '../ops/backups.ts'
import { budgetsOf, createMeter } from '../ops/meter.ts'
import { announce, withdraw } from '../ops/running.ts'
import { createSchedule } from '../ops/schedule.ts'
import { createSteadyClock, movedIn } from '../ops/steady-clock.ts'
import { createVault } from '../ops/vault.ts'

import { effectsOf } from '../pipeline/effects.ts'
import { createPipeline, createPipelineBeside, type Pipeline } from '../pipeline/index.ts'
import { openFor, optionsFor } from '../privacy/open.ts'
import { createNearness } from '../review/index.ts'
import { addressOf as addressOfStore } from '../store/engine.ts'
import { type Store, write } from '../store/index.ts'

import { addSetupToken } from '../store/sign-in.ts'
import { hasUsers } from '../store/users.ts'
import { createApp } from './app.ts'
import { listen } from './listen.ts'
import { hashSecret, newSecret } from './passwords.ts'
import type { Server } from './server.ts'
import { webhookDoor } from './webhook-door.ts'
import { createWorking } from './working.ts'

const grace = 8_000
const dashboard = join(import.meta.dirname, '../../dist/dashboard')

export type Started = {
  readonly server: Server
  /** Where people reach it, and where programs on this host do. */
  readonly url: string
  readonly local: string
  stop(): Promise<void>
}

export type StartOptions = {
  readonly config: Config
  readonly log: Log
  /** Events one commit of what was received may carry. */
  readonly mostTogether?: number
  /** False: this process answers, and others do the work (PostgreSQL). */
  readonly works?: boolean
  readonly demo?: (server: Omit<Server, 'demo'>) => Promise<NonNullable<Server['demo']>>
}

/** On SQLite a thread of its own decides, so that nobody who is answered here waits for it. */
const pipelineOn = (store: Store, clock: () => number, { config, log, mostTogether }: StartOptions): Pipeline => {
  const told = (message: string, { attempt, error }: Readonly<Record<string, unknown>>) =>
    log.warn(message, { ...(typeof attempt === 'number' ? { attempt } : {}), code: String(error ?? 'unknown') })
  return store.engine === 'sqlite'
    ? createPipelineBeside({ store, open: optionsFor(config), clock, log: told, mostTogether })
    : createPipeline({ store, matcher: createMatcher(), clock, log: told, on: effectsOf(clock) })
}

type Assembled = {
  readonly server: Server
  /** The server's clock follows the machine's, until it is stopped. */
  keepClock(): { stop(): Promise<void> }
}

export const assemble = async (options: StartOptions): Promise<Assembled> => {
  const { config, log, demo } = options
  const steady = createSteadyClock()
  const clock = steady.now
  const store = await openFor(config)
  store.own()
  const connectors = createConnectors(config.channels, {
    meter: createMeter({ store, clock, budgets: budgetsOf(config.channels) }),
    vault: createVault(store, clock),
  })
  const notNear = (error: unknown) => log.warn('the embedding service was not reached', { code: nameOfError(error) })
  const pipeline = pipelineOn(store, clock, options)
  const parts = {
    config,
    store,
    pipeline,
    connectors,
    replies: { store, connectors: Object.values(connectors), clock, publicUrl: config.publicUrl },
    nearness: config.embeddings === null ? null : createNearness(config.embeddings, notNear),
    schedule: createSchedule({ store, pipeline, clock, log, connectors: Object.values(connectors) }),
    log,
    clock,
    dashboard,
    mediaFolder: join(config.dataDir, 'media'),
    hostToken: randomBytes(32).toString('base64url'),
    version: (packageJson as { readonly version: string }).version,
  }
  const notFollowed = (error: unknown) => log.error('the clock could not be followed', { error })
  return {
    server: { ...parts, demo: demo === undefined ? null : await demo(parts) },
    keepClock: () => steady.keep(movedIn(store, log), notFollowed),
  }
}

/** `0.0.0.0` is where it listens; people type a name they can reach. */
const addressOf = ({ publicUrl, host }: Config, port: number) => {
  if (publicUrl !== null) return publicUrl
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** A temporary store has no backup. */
const keptFile = ({ databaseUrl }: Config): string | null => {
  const address = addressOfStore(databaseUrl)
  return address.engine === 'sqlite' && address.path !== null ? resolve(address.path) : null
}

export const start = async (options: StartOptions): Promise<Started> => {
  const { config, log, works = true } = options
  const { server, keepClock } = await assemble(options)
  const closing = new AbortController()
  const { store } = server
  const working = createWorking(server, config, log)
  const keeping = keepClock()
  try {
    if (works) await working.start()
    const listening = await listen(
      { app: createApp(server, closing.signal), door: webhookDoor(server) },
      config.host,
      config.port,
    )
    const backups = startBackups(config, keptFile(config), log)
    const local = addressOf({ ...config, publicUrl: null }, listening.port)
    if (store.path !== null) announce(resolve(store.path), { url: local, token: server.hostToken, pid: process.pid })
    log.info('listening', { port: listening.port, version: server.version })
    const stop = async () => {
      closing.abort()
      if (store.path !== null) withdraw(resolve(store.path))
      await Promise.all([listening.close(grace), working.stop(), backups.stop(), keeping.stop()])
      await store.close()
      log.info('stopped')
    }
    return { server, url: addressOf(config, listening.port), local, stop }
  } catch (error) {
    await Promise.all([working.stop(), keeping.stop()])
    await store.close()
    throw error
  }
}

/** The one-time link for the first account, while there is none. */
export const setupLink = async ({ server, url }: Started): Promise<string | null> => {
  if (await hasUsers(server.store.read)) return null
  const secret = newSecret()
  await write(server.store, (tx) => addSetupToken(tx, hashSecret(secret), server.clock()))
  return `${url}/setup#${secret}`
}
