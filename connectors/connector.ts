// The contract every network keeps: what it hears (events), what it can do (methods that are present), its limits (data).

export type Channel = 'whatsapp' | 'x' | 'instagram' | 'chat-export' | 'import' | 'generic' | 'replay'

export type EventKind =
  | 'post'
  | 'status'
  | 'reaction'
  | 'echo'
  | 'edit'
  | 'delete'
  | 'read'
  | 'identity'
  | 'unsupported'
  | 'other'

export type EventAuthor = {
  /** wa_id where present, else the business-scoped user id, IGSID or X id. */
  readonly remoteId?: string
  readonly handle?: string
  readonly name?: string
  /** Every id the payload gave for this author. */
  readonly aliases?: readonly string[]
}

export type EventMedia = {
  readonly kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' | 'contact' | 'other'
  readonly remoteId?: string
  readonly mimeType?: string
  /** As the channel gives it (WhatsApp: base64). */
  readonly sha256?: string
  readonly caption?: string
  readonly filename?: string
  readonly voice?: boolean
  readonly url?: string
  /** 64-bit perceptual hash, hex, where the source knows it (imports). */
  readonly phash?: string
}

/** One thing a channel told us, in Sada's words. Absent fields are left out. Only `post` events are citizens' posts. */
export type ChannelEvent = {
  readonly kind: EventKind
  readonly channel: Channel
  /** Our identity on the channel that heard it (phone number id, account id). */
  readonly account?: string
  /** The event's own id on the channel. */
  readonly remoteId: string
  /** The channel's own word for the type. */
  readonly type: string
  readonly text?: string
  readonly author?: EventAuthor
  /** ISO 8601, UTC. */
  readonly createdAt?: string
  readonly surface?: string
  readonly replyTo?: string
  readonly quoted?: string
  /** The id acted upon by a status, reaction, edit, delete or read; the id to fetch for an id-only mention. */
  readonly target?: string
  readonly media?: readonly EventMedia[]
  readonly location?: { readonly lat: number; readonly lon: number; readonly name?: string; readonly address?: string }
  readonly forwarded?: boolean
  readonly status?: string
  readonly error?: { readonly code?: string; readonly message?: string }
  /** Our own opaque id, where the channel gives it back (WhatsApp statuses): settles a lost answer. */
  readonly key?: string
  /** X: the author mentioned or quoted the account that heard this, so it may answer him. Absent = not known. */
  readonly summoned?: boolean
  /** An `edit` that tells what the channel had left out (words, time), not what the author changed. */
  readonly completes?: boolean
}

/**
 * What makes two tellings the same event. A channel repeats an id across kinds (every status of one WhatsApp message carries
 * the message's id), so the id alone would drop the second status.
 */
export const eventKey = (event: ChannelEvent): string =>
  [event.kind, event.remoteId, ...(event.status === undefined ? [] : [event.status])].join(':')

/** The outcome of reading bytes: never throws for content it does not know, so that nothing signed is dropped. */
export type Parsed =
  | {
      readonly kind: 'events'
      readonly events: readonly ChannelEvent[]
      /** Where it held what no connector of today has heard of: paths and names, never values. */
      readonly unknown?: readonly string[]
    }
  | { readonly kind: 'malformed'; readonly reason: string }

export type WebhookRequest = {
  readonly query: Readonly<Record<string, string>>
  /** Lower-cased header names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type WebhookSecrets = {
  /** Any of these may sign (rotation); empty = not configured. */
  readonly secrets: readonly string[]
  readonly verifyToken?: string
}

export type Webhook = {
  /** Answers the platform's GET: the body to send, or null to refuse with 403. */
  handshake(request: Pick<WebhookRequest, 'query'>, secrets: WebhookSecrets): string | null
  /** HMAC over the raw bytes in constant time, before any parsing. */
  verify(request: WebhookRequest, secrets: WebhookSecrets): boolean
  parse(body: Uint8Array): Parsed
}

export type PollPage = {
  readonly events: readonly ChannelEvent[]
  /** Opaque; stored only after the events are. Null = nothing newer known. */
  readonly cursor: string | null
  readonly more: boolean
  /** Found by the channel's loose search, and on a closer look about something else. */
  readonly passedOver?: number
}

/** One call as limits count it. `reserve`: how much of the allowance it leaves to more important ones. */
export type Metered = {
  readonly channel: Channel
  readonly account: string
  readonly endpoint: string
  readonly reserve?: number
}
/** Why a call must wait, and until when. */
export type Hold = { readonly reason: 'rate' | 'budget'; readonly until: number }
/** `ids`: the same thing read again on one day costs nothing. */
export type Use = { readonly what: string } & ({ readonly count: number } | { readonly ids: readonly string[] })
export type Told = {
  readonly rate?: { readonly limit: number; readonly remaining: number; readonly resetAt: number } | undefined
  readonly uses?: readonly Use[] | undefined
}

/** What calls cost and how often they may be made: remembered by the application, obeyed by the connectors. */
export type Meter = {
  /** Null: go ahead. */
  hold(call: Metered): Promise<Hold | null>
  note(call: Metered, told: Told): Promise<void>
}
export const unmetered: Meter = { hold: async () => null, note: async () => {} }

/** Where a connector keeps tokens that change while it runs. */
export type Vault = {
  read(name: string): Promise<string | null>
  /** Replaces the secret by what `make` gives for the present one; one at a time, whoever else wants to. */
  renew(name: string, make: (present: string | null) => Promise<string>): Promise<string>
}

export type Ears = {
  /** The line stands: what happened before it did must be asked for. */
  opened(): Promise<void>
  events(events: readonly ChannelEvent[]): Promise<void>
  /** The line fell, and is taken up again in `afterMs`. */
  down(why: string, afterMs: number): void
}

/** A post that is stored, as far as looking again needs to know it. */
export type Stored = { readonly remoteId: string; readonly surface: string; readonly account: string }

/** One thing the account must be able to do; `permission` names what the platform has to grant where it is missing. */
export type Probe = {
  readonly name: string
  readonly ok: boolean
  readonly problem?: 'token' | 'permission' | 'not-found' | 'rate' | 'budget' | 'network' | 'subscription' | 'other'
  readonly permission?: string
}

/** A message the platform has approved in advance. */
export type ApprovedTemplate = {
  readonly account: string
  readonly name: string
  readonly language: string
  readonly status: string
  readonly category: string
  readonly body: string
  readonly variables: number
}

export type ReplyRoute =
  | 'whatsapp-session'
  | 'whatsapp-template'
  | 'x-reply'
  | 'x-dm'
  | 'x-post'
  | 'instagram-comment'
  | 'instagram-mention'
  | 'instagram-private'
  | 'instagram-dm'
  | 'note'

export type OutgoingReply = {
  readonly route: ReplyRoute
  readonly account: string
  /** Author's remote id, or the post to answer under, by route. */
  readonly to: string
  readonly inReplyTo?: string
  /** 1 = for the first time. */
  readonly attempt?: number
  readonly text: string
  readonly template?: { readonly name: string; readonly language: string; readonly variables: readonly string[] }
  /** Answers to choose from, where the channel has buttons. */
  readonly buttons?: readonly { readonly id: string; readonly title: string }[]
  /** Instagram: a person wrote it, so the longer window holds. */
  readonly humanAgent?: boolean
  /** Our opaque id: carried where the channel lets us, to reconcile unknown outcomes. */
  readonly key: string
}

export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly remoteId: string }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** The request may have been accepted: never resent by the machine unless the channel can be asked. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** What a channel allows, as data, so that planning needs no `if (channel === …)`. */
export type Limits = {
  readonly routes: readonly {
    readonly route: ReplyRoute
    readonly public: boolean
    /** Hours after the author's last post during which the route is open; null = no window. */
    readonly windowHours: number | null
    /** Longest text and how it is counted. */
    readonly length: { readonly max: number; readonly unit: 'characters' | 'bytes' | 'x-weighted' }
    /** Surfaces of the post the route answers (`dm`, `comment`, `mention`…). */
    readonly surfaces: readonly string[]
    /** X: only authors who summoned the account may be answered. */
    readonly needsSummons?: boolean
    /** X: the same words twice are refused, whomever they answer. */
    readonly distinct?: boolean
    /** Whether a lost answer can be settled from the channel's own status events. */
    readonly reconcilable: boolean
  }[]
}

export type Connector = {
  readonly channel: Channel
  readonly limits: Limits
  /** The accounts `reply` can send from; absent = it is not told. */
  readonly accounts?: readonly string[]
  readonly webhook?: Webhook
  /**
   * What the connector understands of one file: webhook body, API answer, stream line file or chat export.
   * Throws a `malformed` ConnectorError for a file that is none of these.
   */
  inspect(bytes: Uint8Array, options?: InspectOptions): readonly ChannelEvent[]
  poll?(cursor: string | null, signal: AbortSignal): Promise<PollPage>
  /** Hears as it happens, until `signal`; takes a fallen line up again by itself. */
  stream?(ears: Ears, signal: AbortSignal): Promise<void>
  reply?(reply: OutgoingReply, signal: AbortSignal): Promise<DeliveryOutcome>
  /** Follow an id-only mention, a missing timestamp; null = the channel no longer has it. */
  fetchPost?(target: string, signal: AbortSignal, account?: string): Promise<ChannelEvent | null>
  /** Surfaces whose posts arrive without words or time: `fetchPost` brings them. */
  readonly completes?: readonly string[]
  /** Deletions and changes nobody told us of, among at most `recheckBatch` posts of one account. */
  recheck?(posts: readonly Stored[], signal: AbortSignal): Promise<readonly ChannelEvent[]>
  readonly recheckBatch?: number
  /** Whether the account can do what is asked of it, one probe after another. */
  test?(signal: AbortSignal): Promise<readonly Probe[]>
  templates?(signal: AbortSignal): Promise<readonly ApprovedTemplate[]>
  /** `account` = the one that heard the post: its token opens the file. `remoteId` may be an address the event gave. The type is what the bytes are. */
  fetchMedia?(
    remoteId: string,
    signal: AbortSignal,
    account?: string,
    mostBytes?: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly mimeType: string }>
}

export type InspectOptions = {
  readonly tz?: string
  readonly order?: 'dmy' | 'mdy' | 'ymd'
  readonly self?: readonly string[]
  /** Our own account id on the channel, where the payload does not name it: tells echoes from posts. */
  readonly account?: string
}

/** A remote that failed, with what a caller may act on. Its message never holds content, tokens or numbers. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  readonly channel: Channel
  readonly kind: 'network' | 'timeout' | 'rate' | 'budget' | 'auth' | 'refused' | 'malformed' | 'server'
  readonly retryAfterMs: number | null
  constructor(
    channel: Channel,
    kind: ConnectorError['kind'],
    message: string,
    retryAfterMs: number | null = null,
    cause?: unknown,
  ) {
    super(message, { cause })
    this.channel = channel
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
