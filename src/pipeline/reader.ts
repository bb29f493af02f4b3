// A thread that reads posts ahead of those who decide on them, where the machine has a core for it.
import { Worker } from 'node:worker_threads'
import { addedBy } from './additions.ts'
import { type Read, type Reading, readPost, type ToRead } from './reading.ts'

export type Reader = {
  readonly read: Read
  close(): Promise<void>
}

export type ToReader = { readonly id: number; readonly posts: readonly ToRead[]; readonly additions: string }
export type FromReader = { readonly id: number; readonly readings: readonly Reading[] | null }

/** What the thread cannot read, or does not live to read, is read here: whatever is wrong with it then shows. */
export const startReader = (): Reader => {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url))
  const waiting = new Map<number, (readings: readonly Reading[] | null) => void>()
  let last = 0
  let gone = false
  worker.on('message', ({ id, readings }: FromReader) => {
    waiting.get(id)?.(readings)
    waiting.delete(id)
  })
  worker.on('error', () => {})
  worker.on('exit', () => {
    gone = true
    for (const settle of waiting.values()) settle(null)
    waiting.clear()
  })
  return {
    async read(posts, additions) {
      const here = () => posts.map((post) => readPost(post, addedBy(additions)))
      if (gone) return here()
      const id = ++last
      const readings = await new Promise<readonly Reading[] | null>((resolve) => {
        waiting.set(id, resolve)
        worker.postMessage({ id, posts, additions } satisfies ToReader)
      })
      return readings ?? here()
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
