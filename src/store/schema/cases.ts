// Cases, who is in them and why, and everything that happened to them.
import type { Generated } from 'kysely'
import type {
  ActorKind,
  AuthorId,
  CaseEventKind,
  CaseId,
  CaseKind,
  CaseStatus,
  EventId,
  Millis,
  PostId,
  ReviewId,
  UserId,
} from '../../model.ts'
import type { Flag, Json } from './columns.ts'

export type CasesTable = {
  id: CaseId
  reference: string
  kind: CaseKind
  status: CaseStatus
  /** Counts what people did to the case; echoes that join do not make a person's change stale. */
  version: number
  agency: string | null
  owner: UserId | null
  title: string
  area: string | null
  block: string | null
  place: string | null
  topic: string | null
  problem: string | null
  first_at: Millis
  last_at: Millis
  posts: number
  authors: number
  by_channel: Json
  /** What the golden record is counted from (cases/golden-record.ts). */
  tally: Json
  /** Higher is sooner in the work list. */
  urgency: number
  merged_into: CaseId | null
  recurrence_of: CaseId | null
  opened_at: Millis
  closed_at: Millis | null
  updated_at: Millis
}

/** Membership with its reasons. A post counts in one case (`main`); a person may add it to another. */
export type MembersTable = {
  case_id: CaseId
  post_id: PostId
  author_id: AuthorId | null
  main: Flag
  decision: 'same' | 'review' | 'different' | 'person'
  reason: string
  p: number
  /** The explained comparison with the case chosen, and with the best one that was not. */
  match: Json | null
  rival: Json | null
  /** Who, when a person decided. */
  actor: string | null
  at: Millis
}

/** PostgreSQL: one row per key (its fingerprint) holds the ring of its cases, newest first; its upsert in key order is the lock. */
export type BlockKeysTable = {
  print: number
  /** Their ids, with commas between. */
  cases: string
  touched_at: Millis
  /** How often it was changed: whoever read it sees whether others changed it since. */
  version: Generated<number>
}

export type ReviewsTable = {
  id: ReviewId
  post_id: PostId
  state: 'open' | 'answered' | 'skipped' | 'obsolete'
  /** Best suggestion's probability: the nearest to even is asked first. */
  p: number
  answer: 'same' | 'different' | 'not_a_report' | 'skip' | null
  answer_case: CaseId | null
  actor: string | null
  created_at: Millis
  answered_at: Millis | null
}
export type ReviewSuggestionsTable = { review_id: ReviewId; rank: number; case_id: CaseId; match: Json }

/** What people said of two posts (a < b), for ever; a verdict that was taken back keeps its row. */
export type VerdictsTable = {
  id: string
  a: PostId
  b: PostId
  link: 'must' | 'cannot'
  actor: string
  /** The event that gave it, and the one that took it back. */
  event_id: EventId
  retracted_by: EventId | null
  at: Millis
}

/** Append-only. `seq` grows in commit order without gaps: a reader that saw n has seen all before it. */
export type EventsTable = {
  seq: number
  id: EventId
  case_id: CaseId | null
  post_id: PostId | null
  kind: CaseEventKind
  actor_kind: ActorKind
  actor_id: string | null
  actor_name: string | null
  data: Json
  at: Millis
  /** The event that this one undid. */
  undoes: EventId | null
}

/** Which posts an event moved, so that exactly those can be moved back. */
export type MovesTable = { event_id: EventId; post_id: PostId; from_case: CaseId | null; to_case: CaseId | null }
