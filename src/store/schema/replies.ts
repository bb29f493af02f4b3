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
}

export type RepliesTable = {
  id: ReplyId
  case_id: CaseId
  plan_id: string
  kind: 'answer' | 'correction'
  text: string
  language: string
  actor: string | null
  at: Millis
  /** The answer later joiners get. */
  current: Flag
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
