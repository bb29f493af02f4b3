// A whole server without a port: real store, real pipeline, a clock that tests may move.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnectors } from '../../connectors/index.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { hashPassword, hashSecret, newSecret } from '../../src/http/passwords.ts'
import type { Server } from '../../src/http/server.ts'
import { createLog } from '../../src/log.ts'
import type { Role } from '../../src/model.ts'
import { budgetsOf, createMeter } from '../../src/ops/meter.ts'
import { createSchedule } from '../../src/ops/schedule.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { addToken, type NewToken } from '../../src/store/tokens.ts'
import { addUser } from '../../src/store/users.ts'
import { someStore } from '../store/engines.ts'

export const password = 'صحراء واسعة 42'
export type Answer = {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers that the contract types elsewhere
  readonly body: any
  readonly text: string
}

export type Ask = (
  method: string,
  path: string,
  options?: { readonly as?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Answer>

/** Agencies, and for a token fewer rights. */
export type Bound = Partial<Pick<NewToken, 'agencies' | 'rights' | 'expiresAt'>>

export type House = {
  readonly server: Server
  readonly ask: Ask
  readonly app: ReturnType<typeof createApp>
  /** Moves the clock. */
  later(millis: number): void
  token(role: Role, bound?: Bound): Promise<string>
  user(name: string, role: Role, bound?: Bound): Promise<string>
  /** What a user of ours then shows as `as`. */
  signIn(name: string): Promise<string>
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const asker =
  (app: ReturnType<typeof createApp>): Ask =>
  async (method, path, { as, body, headers = {} } = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const response = await app.request(path, {
      method,
      headers: {
        host: 'localhost',
        ...(as === undefined ? {} : as.includes('=') ? { cookie: as } : { authorization: `Bearer ${as}` }),
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    })
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel()
      return { status: response.status, headers: response.headers, body: null, text: '' }
    }
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text), text }
  }

const environment = {
  SADA_ADMIN_TOKEN: 'admin-token-of-the-tests',
  WHATSAPP_APP_SECRET: 'new-secret,old-secret',
  WHATSAPP_VERIFY_TOKEN: 'verify-me',
  WHATSAPP_PHONE_NUMBER_ID: '1000',
  X_CONSUMER_SECRET: 'x-secret',
}
export const admin = environment.SADA_ADMIN_TOKEN

export const newHouse = async (
  store?: Store,
  env: Readonly<Record<string, string>> = {},
  demo: Server['demo'] = null,
): Promise<House> => {
  const read = readConfig({ ...environment, ...env })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  let moved = 0
  const clock = () => Date.now() + moved
  const open = store ?? (await openStore(await someStore()))
  const meter = createMeter({ store: open, clock, budgets: budgetsOf(read.config.channels) })
  const connectors = createConnectors(read.config.channels, { meter })
  const log = createLog('silent')
  const pipeline = createPipeline({ store: open, matcher: createMatcher(), clock })
  const server: Server = {
    config: read.config,
    store: open,
    pipeline,
    connectors,
    replies: { store: open, connectors: Object.values(connectors), clock },
    nearness: null,
    schedule: createSchedule({ store: open, pipeline, clock, log, connectors: Object.values(connectors) }),
    log,
    clock,
    dashboard: join(import.meta.dirname, 'no-dashboard'),
    mediaFolder: mkdtempSync(join(tmpdir(), 'sada-media-')),
    demo,
    hostToken: randomUUID(),
    version: '0.0.0',
  }
  const app = createApp(server, new AbortController().signal)
  const ask = asker(app)
  return {
    server,
    app,
    ask,
    later: (millis) => {
      moved += millis
    },
    token: async (role, bound = {}) => {
      const secret = newSecret()
      const token = { name: role, hash: hashSecret(secret), role, by: null, now: clock(), expiresAt: null, ...bound }
      await write(open, (tx) => addToken(tx, token))
      return secret
    },
    user: async (name, role, { agencies = null } = {}) => {
      const passwordHash = await hashPassword(password, { N: 16, r: 8, p: 1 })
      const added = await write(open, (tx) => addUser(tx, { name, passwordHash, role, agencies, now: clock() }))
      if (added === 'name-taken') throw new Error('name taken')
      return added.id
    },
    signIn: async (name) => cookieOf(await ask('POST', '/api/v1/session', { body: { name, password } })),
  }
}

export const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]!.split(';')[0]!
