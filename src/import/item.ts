// What reading a file gives: events to receive, and lines that are none, each with its number and the reason.
import type { ChannelEvent } from '../../connectors/index.ts'

export type Item =
  | { readonly kind: 'event'; readonly line: number; readonly event: ChannelEvent; readonly files?: Files }
  | { readonly kind: 'skip'; readonly line: number; readonly reason: string }

/** Bytes that came with the event's media, by position. */
export type Files = ReadonlyMap<number, () => Promise<AsyncIterable<Uint8Array>>>

export type Items = AsyncIterable<Item>

/** A file that is open: how large it is, how far it has been read, and what is in it. */
export type Reading = {
  readonly size: number
  /** Bytes read so far, of `size`. */
  read(): number
  readonly items: Items
  close(): void
}
