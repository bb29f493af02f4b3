// Small writes that come while a commit is under way wait for the next one together: many share one commit, each has its answer.
import { setImmediate as nextRound } from 'node:timers/promises'
import { type Store, type Tx, write } from '../store/index.ts'

const most = 200

export const gathered = <T, R>(store: Store, one: (tx: Tx, item: T) => Promise<R>): ((item: T) => Promise<R>) => {
  type Waiting = { readonly item: T; readonly answer: PromiseWithResolvers<R> }
  const queue: Waiting[] = []
  let busy = false

  const commit = async (waiting: readonly Waiting[]): Promise<void> => {
    try {
      const done = await write(store, async (tx) => {
        const each: R[] = []
        for (const { item } of waiting) each.push(await one(tx, item))
        return each
      })
      for (const [i, { answer }] of waiting.entries()) answer.resolve(done[i]!)
    } catch (error) {
      // One that fails must not take the others with it.
      if (waiting.length === 1) waiting[0]!.answer.reject(error)
      else for (const alone of waiting) await commit([alone])
    }
  }

  const run = async () => {
    busy = true
    await nextRound()
    while (queue.length > 0) await commit(queue.splice(0, most))
    busy = false
  }

  return (item) => {
    const answer = Promise.withResolvers<R>()
    queue.push({ item, answer })
    if (!busy) void run()
    return answer.promise
  }
}
