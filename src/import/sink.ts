// Where imported events go.
import type { ChannelEvent } from '../../connectors/index.ts'
import type { PostId } from '../model.ts'
import type { Counts, OwnPipeline } from '../pipeline/types.ts'

export type Told = { readonly postId: PostId | null; readonly seen: boolean }
export type Decided = Pick<Counts, 'opened' | 'joined' | 'review' | 'held'>

export type Taken = {
  /** One for each event, in order. */
  readonly told: readonly Told[]
  readonly decided: Decided
}

export type Sink = {
  /** Begins with a batch while the one before it is being taken; `take` resolves when its events are safe and decided. */
  begin(events: readonly ChannelEvent[]): { take(): Promise<Taken> }
}

/** Into the store this process owns. */
export const pipelineSink = (pipeline: OwnPipeline, account: string): Sink => ({
  begin(events) {
    const batch = pipeline.begin(events, { account })
    return {
      take: async () => {
        const { received, counts } = await batch.take()
        return { told: received.events, decided: counts }
      },
    }
  },
})
