// Who is asking: a bearer token, or a session cookie. Wrong credentials are nobody, never somebody less.
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config.ts'
import { write } from '../store/index.ts'
import { sessionLife, sessionOwner, touchSession } from '../store/sessions.ts'
import { tokenByHash, touchToken } from '../store/tokens.ts'
import type { Env, Who } from './context.ts'
import { hashSecret } from './passwords.ts'
import type { Server } from './server.ts'

export type Identity = { readonly who: Who | null; readonly sessionId: string | null }
export type Identify = (c: Context<Env>) => Promise<Identity>

const nobody: Identity = { who: null, sessionId: null }
const minute = 60_000

/** `__Host-` binds the cookie to this host over https; plain http (a laptop) cannot carry it. */
const cookieName = (config: Config, demo: Server['demo']) =>
  `${isSecure(config) ? '__Host-' : ''}sada${demo === null ? '' : '-demo'}`
const isSecure = (config: Config) => config.publicUrl?.startsWith('https:') ?? false

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

const preset = (id: string): Identity => ({ who: { kind: 'token', id, name: id, role: 'admin' }, sessionId: null })

type Parts = Pick<Server, 'store' | 'config' | 'demo' | 'clock' | 'hostToken'>

const byToken = async (token: string, { store, config, clock, hostToken }: Parts): Promise<Identity> => {
  if (same(token, config.adminToken)) return preset('SADA_ADMIN_TOKEN')
  if (same(token, hostToken)) return preset('command')
  const found = await tokenByHash(store.read, hashSecret(token), clock())
  if (found === null) return nobody
  if (clock() - (found.usedAt ?? 0) > minute) await write(store, (tx) => touchToken(tx, found.id, clock()))
  return { who: { kind: 'token', id: found.id, name: found.name, role: found.role }, sessionId: null }
}

const bySession = async (secret: string, { store, clock }: Parts): Promise<Identity> => {
  const hash = hashSecret(secret)
  const owner = await sessionOwner(store.read, hash, clock())
  if (owner === null) return nobody
  if (clock() - owner.seenAt > minute) await write(store, (tx) => touchSession(tx, hash, clock()))
  return { who: { kind: 'user', id: owner.id, name: owner.name, role: owner.role }, sessionId: hash }
}

export const identifier =
  (parts: Parts): Identify =>
  async (c) => {
    const header = c.req.header('authorization')
    if (header !== undefined) {
      const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
      return token === undefined ? nobody : byToken(token, parts)
    }
    const secret = getCookie(c, cookieName(parts.config, parts.demo))
    return secret === undefined || secret === '' || secret.length > 200 ? nobody : bySession(secret, parts)
  }
