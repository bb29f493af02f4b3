// What the screens of people, one's own account and the audit log ask of the server.
import type {
  AuditWire,
  BegunFactorWire,
  DoorWire,
  MeWire,
  NewTokenWire,
  RecoveryWire,
  SecondFactorWire,
  SessionWire,
  TokenWire,
  UserWire,
} from '../src/http/contract.ts'
import { get, type Page, type Query, send } from './api.ts'

export type NewUser = { name: string; password: string; role: string; agencies: readonly string[] | null }
export type UserChange = Partial<Omit<NewUser, 'name'>> & { disabled?: boolean }
export type NewToken = {
  name: string
  role: string
  days: number
  agencies: readonly string[] | null
  rights?: readonly string[]
}
export type AuditPage = Page<AuditWire> & { readonly actions: readonly string[] }

export const access = {
  door: () => get<DoorWire>('/setup'),
  signIn: (name: string, password: string, code: string) =>
    send<MeWire>('/session', code === '' ? { name, password } : { name, password, code }),
  users: () => get<Page<UserWire>>('/users'),
  addUser: (user: NewUser) => send<UserWire>('/users', user),
  changeUser: (id: string, change: UserChange) => send<UserWire>(`/users/${id}`, change, 'PUT'),
  resetFactor: (id: string) => send<null>(`/users/${id}/second-factor`, {}, 'DELETE'),
  tokens: () => get<Page<TokenWire>>('/tokens'),
  addToken: (token: NewToken) => send<NewTokenWire>('/tokens', token),
  revokeToken: (id: string) => send<null>(`/tokens/${id}`, {}, 'DELETE'),
  sessions: () => get<Page<SessionWire>>('/sessions'),
  endSession: (id: string) => send<null>(`/sessions/${id}`, {}, 'DELETE'),
  endAllSessions: () => send<null>('/sessions', {}, 'DELETE'),
  changePassword: (password: string, next: string, code: string) =>
    send<null>('/me/password', code === '' ? { password, next } : { password, next, code }, 'PUT'),
  factor: () => get<SecondFactorWire>('/me/second-factor'),
  beginFactor: (password: string) => send<BegunFactorWire>('/me/second-factor', { password }),
  confirmFactor: (code: string) => send<RecoveryWire>('/me/second-factor/confirm', { code }),
  newCodes: (code: string) => send<RecoveryWire>('/me/second-factor/codes', { code }),
  endFactor: (code: string) => send<null>('/me/second-factor/end', { code }),
  audit: (query: Query) => get<AuditPage>('/audit', query),
}
