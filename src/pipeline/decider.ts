// Keeps a deciding thread alive: one that dies is followed by another, which goes on from what is committed.
import { Worker } from 'node:worker_threads'
import type { Store, StoreOptions } from '../store/index.ts'
import type { Asked, Begin, Heard } from './messages.ts'
import type { Counts, Deciding } from './types.ts'

export type Decider = {
  start(): void
  nudge(): void
  drain(): Promise<Counts>
  /** Ends after the turn in hand, or after `patience` without it. */
  stop(): Promise<void>
  deciding(): Deciding
  /** For tests: the thread as it is now. */
  thread(): Worker | null
}

export type DeciderOptions = {
  readonly store: Store
  /** How this process opened the store. */
  readonly open: Omit<StoreOptions, 'turns'>
  readonly log: (message: string, data: Readonly<Record<string, unknown>>) => void
  readonly entry?: URL
}

const patience = 7_000
const [firstWait, longestWait] = [100, 10_000]

export const keepDecider = ({ store, open, log, entry }: DeciderOptions): Decider => {
  const begin: Begin = { url: `sqlite:${store.path}`, options: { ...open, turns: store.second!.turns } }
  const drains = new Map<number, PromiseWithResolvers<Counts>>()
  let worker: Worker | null = null
  let state: Deciding = 'stopped'
  let wait = firstWait
  let again: NodeJS.Timeout | undefined
  let ended = Promise.withResolvers<void>()

  const ask = (asked: Asked) => worker?.postMessage(asked)

  const hear = (heard: Heard) => {
    if (heard.kind === 'committed') return store.second!.told(heard.events)
    if (heard.kind === 'log') return log(heard.message, heard.data)
    if (heard.kind === 'drained') {
      drains.get(heard.id)?.resolve(heard.counts)
      drains.delete(heard.id)
      return
    }
    if (state === 'stopped') return
    state = 'deciding'
    wait = firstWait
    for (const id of drains.keys()) ask({ kind: 'drain', id })
  }

  const follow = () => {
    store.second!.gone()
    worker = null
    if (state === 'stopped') return ended.resolve()
    state = 'starting'
    log('the deciding thread ended; another follows', { afterMs: wait })
    again = setTimeout(run, wait)
    wait = Math.min(2 * wait, longestWait)
  }

  const run = () => {
    worker = new Worker(entry ?? new URL('./thread.ts', import.meta.url), { workerData: begin, stdout: false })
    worker.on('message', hear)
    worker.on('error', (error) => log('the deciding thread failed', { error: error.name }))
    worker.on('exit', follow)
  }

  return {
    start() {
      if (state !== 'stopped') return
      state = 'starting'
      ended = Promise.withResolvers()
      run()
    },
    nudge: () => ask({ kind: 'nudge' }),
    async drain() {
      const id = Math.max(0, ...drains.keys()) + 1
      const settle = Promise.withResolvers<Counts>()
      drains.set(id, settle)
      if (state === 'deciding') ask({ kind: 'drain', id })
      return settle.promise
    },
    async stop() {
      clearTimeout(again)
      state = 'stopped'
      if (worker === null) return
      ask({ kind: 'stop' })
      const cut = setTimeout(() => void worker?.terminate(), patience)
      await ended.promise
      clearTimeout(cut)
    },
    deciding: () => state,
    thread: () => worker,
  }
}
