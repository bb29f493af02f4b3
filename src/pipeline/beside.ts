// The pipeline of a server on SQLite: the main thread receives and answers, a thread of its own decides. The two share the
// store and take turns at writing it; nothing but the store carries what must not be lost.
import { keepReceipts } from '../store/inbox.ts'
import { write } from '../store/index.ts'
import { wakeFailed } from '../store/quarantine.ts'
import { followThroughStore } from './candidates-in-memory.ts'
import { type Decider, type DeciderOptions, keepDecider } from './decider.ts'
import { createReceiver } from './receive.ts'
import type { Pipeline } from './types.ts'

export const createPipelineBeside = (
  options: DeciderOptions & { readonly clock: () => number; readonly mostTogether?: number | undefined },
): Pipeline & { readonly decider: Decider } => {
  const { store, clock } = options
  const decider = keepDecider(options)
  return {
    decider,
    desk: { store, clock, index: followThroughStore(clock) },
    receive: createReceiver(store, clock, decider.nudge, options.mostTogether),
    setAside: async (body, { channel, account, reason }) => {
      await write(store, (tx) => keepReceipts(tx, [{ channel, account, body, fault: reason, at: clock() }]))
    },
    start: async () => decider.start(),
    stop: decider.stop,
    drain: decider.drain,
    retry: async () => {
      const woken = await write(store, (tx) => wakeFailed(tx, null))
      decider.nudge()
      return woken
    },
    nudge: decider.nudge,
    deciding: decider.deciding,
  }
}
