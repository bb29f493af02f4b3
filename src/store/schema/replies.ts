// What the ministry says, and its trip to each author.
import type { Channel, ReplyRoute } from '../../../connectors/connector.ts'
import type { AuthorId, CaseId, DeliveryId, Millis, PostId, ReplyId } from '../../model.ts'
import type { Flag, Json } from './columns.ts'

/** A plan a person was shown; what is sent is exactly it. */
export type PlansTable = {
  id: string
  case_id: CaseId
  case_version: number
  kind: 'answer' | 'correction'
  body: Json
  actor: string | null
  created_at: Millis
  /** Set once: a plan is sent at most once. */
  reply_id: ReplyId | null
  /** How many it reaches. */
  going: number | null
  /** Who asked to send what needs a second person: `kind:id`, and the name. */
  asked_by: string | null
  asked_name: string | null
  asked_at: Millis | null
  approved_by: string | null
  approved_at: Millis | null
}

/** What the ministry says; all but answers and corrections are said by the machine. */
export type ReplyKind = 'answer' | 'correction' | 'acknowledgement' | 'status' | 'known-issue' | 'question' | 'link'

export type RepliesTable = {
  id: ReplyId
  case_id: CaseId
  plan_id: string
  kind: ReplyKind
  text: string
  language: string
  actor: string | null
  at: Millis
  /** The answer later joiners get. */
  current: Flag
  /** Nothing of it leaves before. */
  due_at: Millis | null
  approved_by: string | null
  stopped_at: Millis | null
  stopped_by: string | null
  /** What made the machine say it; unique, so that it is said once. */
  origin: string | null
}

/** The outbox. Unique (reply, author): each person once. */
export type DeliveriesTable = {
  id: DeliveryId
  reply_id: ReplyId
  case_id: CaseId
  author_id: AuthorId
  post_id: PostId | null
  channel: Channel
  account: string
  route: ReplyRoute | null
  recipient: string | null
  in_reply_to: string | null
  text: string
  template: Json | null
  /** The template that takes over where the window has closed meanwhile. */
  fallback: Json | null
  buttons: Json | null
  /** Ten-thousandths of a US dollar, where the channel charges. */
  cost: number | null
  /** When the channel was last called, for pacing. */
  called_at: Millis | null
  /** When the call of this attempt began; null: claimed, and nothing has left. */
  begun_at: Millis | null
  /** Who said how it ended, where the channel could not tell. */
  decided_by: string | null
  /** Our opaque id at the channel. */
  key: string
  state:
    | 'planned'
    | 'sending'
    | 'sent'
    | 'delivered'
    | 'read'
    | 'retry'
    | 'failed'
    | 'refused'
    | 'unknown'
    | 'cancelled'
  attempt: number
  lease_until: Millis
  due_at: Millis
  deadline: Millis | null
  remote_id: string | null
  code: string | null
  reason: string | null
  created_at: Millis
  updated_at: Millis
}

/** A message the channel has approved; `{variable}` in its body, in the order of `variables`. */
export type TemplatesTable = {
  id: string
  channel: Channel
  name: string
  language: string
  category: string
  body: string
  variables: Json
  updated_at: Millis
  updated_by: string | null
}

/** Words used again and again, by language. */
export type SnippetsTable = {
  id: string
  name: string
  agency: string | null
  topic: string | null
  texts: Json
  updated_at: Millis
  updated_by: string | null
}

/** Who asked not to be written to, or whom the channel cannot reach. */
export type UnreachableTable = { author_id: AuthorId; reason: 'opted-out' | 'blocked'; at: Millis }

/** Two accounts of one person, as he confirmed by sending each account's code from the other. */
export type LinksTable = {
  id: string
  one: AuthorId
  two: AuthorId
  state: 'suggested' | 'asked' | 'linked' | 'ended'
  preferred: AuthorId
  code_one: string | null
  code_two: string | null
  one_at: Millis | null
  two_at: Millis | null
  /** Wrong codes so far. */
  tries: number
  asked_by: string | null
  created_at: Millis
  expires_at: Millis
  ended_at: Millis | null
}

/** What everybody may read of a case. */
export type PagesTable = {
  case_id: CaseId
  slug: string
  published_at: Millis | null
  known_issue: Flag
  summary: Json
  updated_at: Millis
  updated_by: string | null
}

/** Other systems that are told what happens; the secret is sealed. */
export type HooksTable = {
  id: string
  url: string
  events: Json
  secret: string
  created_at: Millis
  created_by: string | null
  stopped_at: Millis | null
  last_status: number | null
  last_at: Millis | null
}
