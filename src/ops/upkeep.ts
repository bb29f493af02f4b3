// What is done for people's data by the clock: requests to erase that wait, and what has been kept long enough.
import type { Retention } from '../config.ts'
import type { Log } from '../log.ts'
import { dropOldKeys } from '../pipeline/remake.ts'
import { type EraseDesk, finishRequest } from '../privacy/erase.ts'
import { retain } from '../privacy/retain.ts'
import { waitingErasures } from '../store/erasures.ts'
import { write } from '../store/index.ts'
import { emptyLog } from '../store/scrub.ts'
import { claimSlot } from '../store/slots.ts'
import { byTheClock } from './by-the-clock.ts'

export type Upkeep = { stop(): Promise<void> }

/** In the quiet hours of Kuwait. */
const nightly = '20 3 * * *'
const often = '*/5 * * * *'

export const startUpkeep = (desk: EraseDesk, days: Retention, log: Log): Upkeep => {
  const ending = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  /** Of many processes one does it; at the start each looks for what a dead one left. */
  const isOurs = (name: string, due: number | null) =>
    due === null ? Promise.resolve(true) : write(desk.store, (tx) => claimSlot(tx, `upkeep:${name}`, due))
  const inTurn =
    (name: string, work: () => Promise<unknown>) =>
    (due: number | null = null) => {
      last = last
        .then(async () => {
          if (!ending.signal.aborted && (await isOurs(name, due))) await work()
        })
        .catch((error: unknown) => log.error(name, { error }))
      return last
    }
  const finish = inTurn('an erasure waits', async () => {
    for (const id of await waitingErasures(desk.store.read)) await finishRequest(desk, id)
    // A reader may have held it when somebody was erased.
    await emptyLog(desk.store)
  })
  const tidy = inTurn('retention failed', async () => {
    const { posts } = await retain(desk, days, ending.signal)
    await dropOldKeys(desk.store, desk.clock())
    if (posts > 0) log.info('retained', { count: posts })
  })
  const tasks = [byTheClock(often, finish), byTheClock(nightly, tidy)]
  void finish()
  return {
    stop: async () => {
      ending.abort()
      for (const task of tasks) await task.destroy()
      await last
    },
  }
}
