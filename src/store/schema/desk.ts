// What people keep at their desk.
import type { CaseId, EventId, Millis, ReviewId, UserId } from '../../model.ts'
import type { Json } from './columns.ts'

/** `query`: the filters of the work list as its address names them. */
export type SavedViewsTable = { id: string; user_id: UserId; name: string; query: string; created_at: Millis }
export type PreferencesTable = { user_id: UserId; value: Json; updated_at: Millis }

/** Somebody was named in a note. */
export type MentionsTable = { event_id: EventId; user_id: UserId; case_id: CaseId; at: Millis; seen_at: Millis | null }

/** Agencies that work on a case beside the one that owns it, each with a clock of its own. */
export type CaseAgenciesTable = {
  case_id: CaseId
  agency: string
  asked_at: Millis
  asked_by: string | null
  due_at: Millis
  done_at: Millis | null
}

/** A question that another person is asked too. His answer changes no case: it measures how far people agree. */
export type SecondOpinionsTable = {
  review_id: ReviewId
  first_by: string
  first_answer: string
  asked_at: Millis
  answer: string | null
  answered_by: string | null
  answered_at: Millis | null
}

export type DeskRulesTable = { name: string; value: Json; updated_at: Millis; updated_by: string | null }
