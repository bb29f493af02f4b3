// Who is asking: a bearer token, or a session cookie. Wrong credentials are nobody, never somebody less.
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config.ts'
import { isStoreTrouble } from '../store/faults.ts'
import { write } from '../store/index.ts'
import { secondFactor } from '../store/second-factors.ts'
import { type SessionOwner, sessionLife, sessionOwner, touchSession } from '../store/sessions.ts'
import { tokenByHash, touchToken } from '../store/tokens.ts'
import type { User } from '../store/users.ts'
import { attempt } from './attempts.ts'
import type { Env, Who } from './context.ts'
import { hashSecret } from './passwords.ts'
import type { Server } from './server.ts'

export type Identity = {
  readonly who: Who | null
  readonly sessionId: string | null
  /** Signed in, but may do nothing before he has set up the second factor that his role asks for. */
  readonly limited: boolean
}
export type Identify = (c: Context<Env>) => Promise<Identity>

export const nobody: Identity = { who: null, sessionId: null, limited: false }
const minute = 60_000

/** `__Host-` binds the cookie to this host over https; plain http (a laptop) cannot carry it. */
export const isSecure = (config: Config) => config.publicUrl?.startsWith('https:') ?? false
const cookieName = (config: Config, demo: Server['demo']) =>
  `${isSecure(config) ? '__Host-' : ''}sada${demo === null ? '' : '-demo'}`

export const giveCookie = (c: Context<Env>, config: Config, demo: Server['demo'], secret: string): void =>
  setCookie(c, cookieName(config, demo), secret, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: isSecure(config),
    maxAge: sessionLife.absolute / 1000,
  })

export const takeCookie = (c: Context<Env>, config: Config, demo: Server['demo']): void => {
  deleteCookie(c, cookieName(config, demo), { path: '/', secure: isSecure(config) })
}

const same = (given: string, wanted: string | null): boolean =>
  wanted !== null && timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(wanted)))

const preset = (id: string): Identity => ({
  who: { kind: 'token', id, name: id, role: 'admin', agencies: null, rights: null },
  sessionId: null,
  limited: false,
})

type Parts = Pick<Server, 'store' | 'config' | 'demo' | 'clock' | 'hostToken'>

/** When somebody was last here is worth less than what he came for: a full disk turns nobody away. */
const noted = (touched: Promise<unknown>) =>
  touched.catch((error: unknown) => {
    if (!isStoreTrouble(error)) throw error
  })

const byToken = async (c: Context<Env>, token: string, parts: Parts): Promise<Identity> => {
  const { store, config, clock, hostToken } = parts
  if (same(token, config.adminToken)) return preset('SADA_ADMIN_TOKEN')
  if (same(token, hostToken)) return preset('command')
  const found = await tokenByHash(store.read, hashSecret(token), clock())
  if (found === null) {
    // A wrong token is a guess, and counts as one.
    await attempt(c, parts, { kind: 'program' })
    return nobody
  }
  const { id, name, role, agencies, rights } = found
  if (clock() - (found.usedAt ?? 0) > minute) await noted(write(store, (tx) => touchToken(tx, id, clock())))
  return { who: { kind: 'token', id, name, role, agencies, rights }, sessionId: null, limited: false }
}

export const whoIs = ({ id, name, role, agencies }: User): Who => ({
  kind: 'user',
  id,
  name,
  role,
  agencies,
  rights: null,
})

/** A provider of identities answers for its own second factor; the demo's visitor comes by a link. */
const isLimited = async ({ user, way }: SessionOwner, { store, config }: Parts): Promise<boolean> => {
  if (way !== 'password' || !config.secondFactorRoles.includes(user.role)) return false
  return (await secondFactor(store.read, user.id))?.confirmed_at == null
}

const bySession = async (secret: string, parts: Parts): Promise<Identity> => {
  const { store, clock } = parts
  const hash = hashSecret(secret)
  const owner = await sessionOwner(store.read, hash, clock())
  if (owner === null) return nobody
  if (clock() - owner.seenAt > minute) await noted(write(store, (tx) => touchSession(tx, hash, clock())))
  return { who: whoIs(owner.user), sessionId: hash, limited: await isLimited(owner, parts) }
}

export const identifier =
  (parts: Parts): Identify =>
  async (c) => {
    const header = c.req.header('authorization')
    if (header !== undefined) {
      const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
      return token === undefined ? nobody : byToken(c, token, parts)
    }
    const secret = getCookie(c, cookieName(parts.config, parts.demo))
    return secret === undefined || secret === '' || secret.length > 200 ? nobody : bySession(secret, parts)
  }
