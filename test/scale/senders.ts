// People who go on sending the same until they are told that it is kept.
import { setTimeout as sleep } from 'node:timers/promises'

export type Told = { readonly n: number; readonly at: number }

export const sendersOn = (receive: (n: number) => Promise<unknown>, count = 8) => {
  const told: Told[] = []
  let [next, stopping] = [0, false]
  const send = async () => {
    while (!stopping) {
      const n = next++
      for (let kept = false; !kept && !stopping; )
        try {
          await receive(n)
          told.push({ n, at: performance.now() })
          kept = true
        } catch {
          await sleep(50)
        }
    }
  }
  const running = Promise.all(Array.from({ length: count }, send))
  return {
    told,
    /** Returns when so many more were told that theirs is kept. */
    more: async (count: number) => {
      for (const enough = told.length + count; told.length < enough; ) await sleep(20)
    },
    /** When somebody was first told after a moment. */
    firstAfter: async (moment: number): Promise<number> => {
      for (;;) {
        const found = told.find(({ at }) => at > moment)
        if (found) return found.at
        await sleep(20)
      }
    },
    stop: async () => {
      stopping = true
      await running
    },
  }
}
