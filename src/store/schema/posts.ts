// What was received and what became of it.
import type { Generated } from 'kysely'
import type { Channel } from '../../../connectors/connector.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../../model.ts'
import type { Flag, Json } from './columns.ts'

/** One request body or file part as it came, kept for re-reading; null once its content had to go. */
export type ReceiptsTable = {
  id: string
  channel: string
  account: string
  /** Sealed. */
  body: string | null
  /** Why nothing could be read from it (signed, yet malformed); null when its events are in the inbox. */
  fault: string | null
  received_at: Millis
}

/**
 * One event a channel told us. Unique by (channel, account, key): the second telling changes nothing.
 * new → claimed (lease, attempt) → done | orphan (its target has not arrived) | quarantined (failed too often).
 */
export type InboxTable = {
  /** Arrival order; a post keeps it as its own `seq`. */
  seq: Generated<number>
  channel: Channel
  account: string
  key: string
  kind: string
  /** The id acted upon, for events that act on another. */
  target: string | null
  /** Sealed; empty once its turn has ended. */
  event: Json
  receipt_id: string | null
  /** Given on arrival, so that a sender can be told. */
  post_id: PostId | null
  state: 'new' | 'done' | 'orphan' | 'quarantined'
  attempt: number
  /** Claimed until then, by the database's clock; 0 = free. */
  lease_until: Millis
  fault: string | null
  received_at: Millis
}

export type PostsTable = {
  seq: number
  id: PostId
  channel: Channel
  account: string
  remote_id: string
  surface: string
  author_id: AuthorId | null
  text: string
  created_at: Millis
  received_at: Millis
  /** Remote id of the post replied to or quoted. */
  reply_to: string | null
  location: Json | null
  forwarded: Flag
  /** X: the author summoned the account that heard this; null = not known. */
  summoned: Flag | null
  edited_at: Millis | null
  deleted_at: Millis | null
  /** received = could not be prepared; a person reads it in the lane "no case". */
  state: 'received' | 'decided'
  /** The report's kind and language, once prepared. */
  kind: string | null
  language: string | null
  /** The prepared report, as compared; null for tombstones. */
  report: Json | null
  /** The case it counts in; null = lane "no case". */
  case_id: CaseId | null
  /** Why it waits in the lane; null when it has a case. */
  lane: string | null
}

export type EditsTable = {
  /** The event of the inbox that brought it. */
  seq: number
  post_id: PostId
  /** The words before the edit; empty once the post is deleted. */
  text: string
  edited_at: Millis
}

/** What identifies a person is sealed; empty once it had to go. */
export type AuthorsTable = {
  id: AuthorId
  channel: Channel
  remote_id: string
  handle: string | null
  name: string | null
  first_at: Millis
}

/** Every id a channel gave for an author. `key` = keyed hash of channel, scope and alias (authors.ts), `alias` sealed. */
export type AuthorAliasesTable = { key: string; author_id: AuthorId; alias: string | null }

export type MediaTable = {
  id: string
  post_id: PostId
  position: number
  kind: string
  remote_id: string | null
  mime_type: string | null
  sha256: string | null
  phash: string | null
  filename: string | null
  caption: string | null
  url: string | null
  /** Content address of the stored bytes; null while not fetched. */
  digest: string | null
  /** new → waiting (a job fetches and reads it) → kept | failed | refused; away = there is nothing to fetch. */
  state: 'new' | 'waiting' | 'kept' | 'failed' | 'refused' | 'away'
  /** Why it is not here (yet), as a stable key. */
  fault: string | null
  size: number | null
  width: number | null
  height: number | null
  duration_ms: number | null
  /** Content address of a small copy of a picture. */
  thumb: string | null
  /** Two perceptual hashes, as computed: `phash` is what may be compared. */
  look: string | null
  /** The words in the picture, and what was said, as machines read and heard them. */
  words: string | null
  transcript: string | null
}

/** Slices of a picture's hash: those that share one may look alike. */
export type MediaBandsTable = { band: string; media_id: string }
