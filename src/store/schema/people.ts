// Who works here, how they prove it, and what they did.
import type { ActorKind, Millis, Role, UserId } from '../../model.ts'
import type { Flag, Json } from './columns.ts'

export type UsersTable = {
  id: UserId
  name: string
  /** Lower-cased and normalised, for signing in. */
  sign_in: string
  password_hash: string
  role: Role
  agency: string | null
  settings: Json
  created_at: Millis
  disabled_at: Millis | null
}

/** Secrets are stored as hashes only. */
export type SessionsTable = {
  hash: string
  user_id: UserId
  created_at: Millis
  seen_at: Millis
  expires_at: Millis
}
export type SetupTokensTable = { hash: string; created_at: Millis; expires_at: Millis; used_at: Millis | null }
export type TokensTable = {
  id: string
  name: string
  hash: string
  role: Role
  agency: string | null
  created_by: string | null
  created_at: Millis
  used_at: Millis | null
  expires_at: Millis | null
  revoked_at: Millis | null
}

/** Wrong passwords lately, by name tried; locked until then. */
export type SignInFailuresTable = { sign_in: string; count: number; first_at: Millis; locked_until: Millis }

/** Append-only, each row's hash over the one before it. */
export type AuditTable = {
  seq: number
  at: Millis
  actor_kind: ActorKind
  actor_id: string | null
  actor_name: string | null
  action: string
  subject: string | null
  data: Json
  hash: string
}

/** The answer to a write that carried an Idempotency-Key. `done` 0 = still being worked on. */
export type IdempotencyTable = {
  key: string
  actor: string
  request_hash: string
  done: Flag
  status: number | null
  body: string | null
  created_at: Millis
}

/** Our identity on a channel; its secrets are encrypted. */
export type AccountsTable = {
  id: string
  channel: string
  account: string
  name: string | null
  secrets: string | null
  created_at: Millis
  disabled_at: Millis | null
}
