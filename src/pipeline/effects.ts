// Who else wants the events of channels: statuses and reads settle deliveries, in the transaction that took them.
import type { Millis } from '../model.ts'
import { reconcile } from '../replies/index.ts'
import type { PipelineOptions } from './types.ts'

export const effectsOf = (clock: () => Millis): NonNullable<PipelineOptions['on']> => {
  const settle = reconcile(clock)
  return { status: settle, read: settle }
}
