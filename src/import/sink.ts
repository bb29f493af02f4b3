// Where imported events go.
import type { ChannelEvent } from '../../connectors/index.ts'
import type { PostId } from '../model.ts'
import type { Counts, Pipeline } from '../pipeline/types.ts'

export type Told = { readonly postId: PostId | null; readonly seen: boolean }
export type Decided = Pick<Counts, 'opened' | 'joined' | 'review' | 'held'>

export type Sink = {
  /** One for each event, in order; resolves when they are safe. */
  receive(events: readonly ChannelEvent[]): Promise<readonly Told[]>
  /** Waits until what was received is decided. */
  settle(): Promise<Decided>
}

/** Into the store this process owns. */
export const pipelineSink = (pipeline: Pipeline, account: string): Sink => ({
  receive: async (events) => (await pipeline.receive(events, { account })).events,
  settle: () => pipeline.drain(),
})
