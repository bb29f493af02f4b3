// What a plan is made of: who is to be told, by which route or why not.
import type { Channel, Limits, ReplyRoute } from '../../connectors/connector.ts'
import type { AuthorId, Millis, PostId } from '../model.ts'
import type { ReplyLanguage } from './render.ts'
import type { FilledTemplate } from './template.ts'

/** One author of the case and what he said in it. Two accounts stay two authors, unless their owner linked them. */
export type Reporter = {
  readonly author: AuthorId
  readonly channel: Channel
  readonly remoteId: string
  readonly name: string | null
  readonly posts: readonly Heard[]
  /** Why he must not or cannot be written to, and since when. */
  readonly unreachable?: { readonly reason: 'opted-out' | 'blocked'; readonly at: Millis } | null
  /** The person his accounts were linked to by himself, and whether this is the account of his choice. */
  readonly person?: { readonly id: string; readonly preferred: boolean } | null
}
export type Heard = {
  readonly id: PostId
  readonly remoteId: string
  readonly account: string
  readonly surface: string
  readonly at: Millis
  readonly language: string | null
  /** X: the author called us; null = not known. */
  readonly summoned: boolean | null
  readonly deleted: boolean
}

export type ChannelRules = {
  readonly limits: Limits
  /** Whether a reply can leave from this account. */
  readonly sends: (account: string) => boolean
}

export type Refusal =
  | 'no-route'
  | 'not-configured'
  | 'post-deleted'
  | 'window-closed'
  | 'not-summoned'
  | 'too-long'
  | 'personal-data'
  | 'opted-out'
  | 'blocked'
  | 'told-elsewhere'
  | 'told-in-public'

type Base = { readonly author: AuthorId; readonly channel: Channel }
export type Going = Base & {
  readonly route: ReplyRoute
  readonly account: string
  readonly post: PostId
  readonly to: string
  readonly inReplyTo: string
  readonly text: string
  readonly language: ReplyLanguage
  readonly template: FilledTemplate | null
  /** Takes over where the window closes before it is sent. */
  readonly fallback: { readonly template: FilledTemplate; readonly text: string } | null
  readonly deadline: Millis | null
  readonly cost: number | null
}
export type Planned = Going | (Base & { readonly refused: Refusal })
