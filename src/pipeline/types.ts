// The pipeline as others see it.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { decide, Matcher } from '../../dedupe/index.ts'
import type { Desk } from '../cases/desk.ts'
import type { Millis, PostId } from '../model.ts'
import type { EventRow, Store, Tx } from '../store/index.ts'
import type { Read } from './reading.ts'

export type Source = {
  /** Our identity that heard it, where an event does not name its own. */
  readonly account: string
  /** The bytes as they came (webhook body, API page), stored beside the events. */
  readonly raw?: string
  /** Why some of it could not be understood: it is listed, and read again after an upgrade. */
  readonly fault?: string | undefined
  /** Where it held what no connector has heard of: it is counted. */
  readonly unknown?: readonly string[] | undefined
  /** Where the bytes lie already, when they are read again. */
  readonly receipt?: string
  /** A cursor that moves in the same transaction. */
  readonly cursor?: { readonly name: string; readonly value: string }
}

export type Received = {
  readonly new: number
  readonly seen: number
  /** One for each event, in order; `postId` for posts, new or seen. */
  readonly events: readonly { readonly remoteId: string; readonly postId: PostId | null; readonly seen: boolean }[]
}

export type Counts = {
  readonly opened: number
  readonly joined: number
  readonly review: number
  readonly held: number
  readonly quarantined: number
}

export type Pipeline = {
  /** For the verbs of cases and review: they share the pipeline's index. */
  readonly desk: Desk
  /** Stores events and returns after the commit: the caller may acknowledge. The same event twice changes nothing. */
  receive(events: readonly ChannelEvent[], source: Source): Promise<Received>
  /** Signed bytes nobody could read: kept for a person and for a later version of the connector. */
  setAside(
    body: string,
    source: { readonly channel: string; readonly account: string; readonly reason: string },
  ): Promise<void>
  /** Decides what waits, and then what comes, until `stop`. */
  start(): Promise<void>
  /** Ends after the batch in hand. */
  stop(): Promise<void>
  /** Waits until nothing waits in the inbox; counts what was decided meanwhile. */
  drain(): Promise<Counts>
  /** Quarantined events are tried again. */
  retry(): Promise<number>
  /** Something may wait in the inbox: it is looked at now. */
  nudge(): void
  /** Whether what is received is being decided. */
  deciding(): Deciding
}

export type Deciding = 'starting' | 'deciding' | 'stopped'

/** The pipeline in the process, or the thread, that holds the index. */
export type OwnPipeline = Pipeline & {
  /** Fills the index from the store. `start` does it first. */
  rebuild(): Promise<{ readonly posts: number }>
  /** For what can be read again from where it came (a file): read at once, received and decided together by `take`. */
  begin(events: readonly ChannelEvent[], source: Source): { take(): Promise<TakenTogether> }
}

export type TakenTogether = { readonly received: Received; readonly counts: Counts }

export type PipelineOptions = {
  readonly store: Store
  /** Holds the index on SQLite. */
  readonly matcher: Matcher
  /** Decides on candidates from the store, on PostgreSQL. */
  readonly decide?: typeof decide
  readonly clock: () => Millis
  /** Reads posts elsewhere, ahead of the decision. */
  readonly read?: Read
  readonly log?: (message: string, data: Readonly<Record<string, unknown>>) => void
  /** How long an event that failed waits before its second try; doubled each time. */
  readonly retryMs?: number
  /** What is committed, for live screens: the same as `store.onCommitted`. */
  readonly onEvent?: (event: EventRow) => void
  /** Who else wants an event of a channel (statuses and reads settle deliveries), in its transaction. */
  readonly on?: Readonly<
    Partial<
      Record<Exclude<ChannelEvent['kind'], 'post' | 'edit' | 'delete'>, (tx: Tx, event: ChannelEvent) => Promise<void>>
    >
  >
}
