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
  /** Ids of agencies, or null for all of them. */
  agencies: Json | null
  /** Issuer and subject of the identity provider, for those who come that way. */
  subject: string | null
  settings: Json
  created_at: Millis
  disabled_at: Millis | null
}

/** Secrets are stored as hashes only. */
export type SessionsTable = {
  hash: string
  /** Names the session where its secret may not go. */
  id: string
  user_id: UserId
  /** What the browser called itself. */
  device: string
  way: 'password' | 'provider' | 'link'
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
  agencies: Json | null
  /** Fewer rights than the role has, or null for all of them. */
  rights: Json | null
  created_by: string | null
  created_at: Millis
  used_at: Millis | null
  expires_at: Millis | null
  revoked_at: Millis | null
}

/** Proofs tried lately, by account or by address; what is tried is kept as a hash, for people mistype passwords as names. */
export type AttemptsTable = { bucket: string; count: number; first_at: Millis; locked_until: Millis }

/** One secret a person; it counts once it was confirmed by a code. `last_step` is the newest code taken. */
export type SecondFactorsTable = {
  user_id: UserId
  secret: string
  confirmed_at: Millis | null
  last_step: number
  created_at: Millis
}
export type RecoveryCodesTable = { hash: string; user_id: UserId; used_at: Millis | null }

/** Someone sent to the identity provider and not yet back; bound to his browser by the hash of a cookie. */
export type ProviderVisitsTable = {
  hash: string
  state: string
  nonce: string
  verifier: string
  created_at: Millis
  expires_at: Millis
}

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

/** Keyed hashes of people and messages that were erased: what is told of them again is not heard. */
export type TombstonesTable = { hash: string; erased_at: Millis }

/** One request to erase; `entry` is its line in the ledger, `request` whom it is about, sealed and gone when it is done. */
export type ErasuresTable = {
  id: string
  origin: 'person' | 'command' | 'meta'
  state: 'waiting' | 'done'
  /** Keyed hash of the confirmation code that a platform was given. */
  code: string | null
  request: string | null
  entry: Json | null
  posts: number
  actor: string | null
  asked_at: Millis
  done_at: Millis | null
}
