// The domain's types. Table rows (store/schema.ts) and wire views (http/contract.ts) are separate and mapped explicitly.
import type { Channel } from '../connectors/connector.ts'

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type PostId = Id<'post'>
export type CaseId = Id<'case'>
export type AuthorId = Id<'author'>
export type EventId = Id<'event'>
export type ReviewId = Id<'review'>
export type ReplyId = Id<'reply'>
export type DeliveryId = Id<'delivery'>
export type UserId = Id<'user'>

/** Milliseconds since the epoch, UTC. */
export type Millis = number

export type Media = {
  readonly id: string
  readonly kind: string
  readonly mimeType: string | null
  readonly phash: string | null
  readonly filename: string | null
  readonly caption: string | null
  /** Content address of the stored bytes; null while not fetched. */
  readonly digest: string | null
}

export type Post = {
  readonly id: PostId
  readonly channel: Channel
  readonly account: string
  readonly remoteId: string
  readonly surface: string
  readonly authorId: AuthorId | null
  readonly text: string
  readonly createdAt: Millis
  readonly receivedAt: Millis
  readonly replyTo: string | null
  readonly media: readonly Media[]
  readonly location: { readonly lat: number; readonly lon: number; readonly name?: string } | null
  readonly forwarded: boolean
  readonly editedAt: Millis | null
  /** A deleted post keeps its place and its count, not its content. */
  readonly deletedAt: Millis | null
  readonly caseId: CaseId | null
}

export type CaseKind = 'complaint' | 'suggestion' | 'inquiry' | 'emergency'

export type CaseStatus =
  // complaint, inquiry, emergency
  | 'open'
  | 'in-progress'
  | 'answered'
  | 'solved'
  | 'closed'
  // suggestion
  | 'received'
  | 'under-study'
  | 'adopted'
  | 'declined'
  | 'told'
  // any: folded into another case
  | 'merged'

export type GoldenRecord = {
  readonly title: string
  readonly area: string | null
  readonly block: string | null
  readonly place: string | null
  readonly topic: string | null
  readonly problem: string | null
  readonly agency: string | null
  readonly firstAt: Millis
  readonly lastAt: Millis
  readonly posts: number
  readonly authors: number
  readonly byChannel: Readonly<Record<string, number>>
}

export type Case = {
  readonly id: CaseId
  /** Short reference people quote, e.g. `S-2611-0042`. */
  readonly reference: string
  readonly kind: CaseKind
  readonly status: CaseStatus
  readonly version: number
  readonly agency: string | null
  readonly owner: UserId | null
  readonly golden: GoldenRecord
  readonly mergedInto: CaseId | null
  readonly recurrenceOf: CaseId | null
  readonly openedAt: Millis
  readonly closedAt: Millis | null
}

export const roles = ['viewer', 'agent', 'analyst', 'supervisor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who did something: a person, a program's token, the machine itself, or a command run on the host. */
export type Actor =
  | { readonly kind: 'user'; readonly id: UserId; readonly name: string; readonly role: Role }
  | { readonly kind: 'token'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'machine' }
  | { readonly kind: 'command' }
export type ActorKind = Actor['kind']
/** As it is written down beside what he did. */
export const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : actor.kind)

export type CaseEventKind =
  | 'opened'
  | 'joined'
  /** A post that opened nothing: it waits in the lane "no case". */
  | 'held'
  | 'merged'
  | 'split'
  | 'undone'
  | 'assigned'
  /** A person corrected the title, the place or the topic. */
  | 'edited'
  | 'status'
  | 'verdict'
  | 'review-asked'
  | 'reply-planned'
  | 'reply-sent'
  | 'delivery'
  | 'post-edited'
  | 'post-deleted'
  /** A file of a post was fetched, read, heard or given up. */
  | 'file'
  | 'noted'
  /** Somebody looked behind the mask too often, and may not for now. */
  | 'reveals-stopped'
  /** An event of a channel failed too often and waits for a person. */
  | 'quarantined'
