// A load that stays the same: the same incidents told over and over by new people, and people who look at them.
import { setTimeout as sleep } from 'node:timers/promises'
import { requests } from '../bench-webhooks/bodies.ts'
import type { Product } from '../bench-webhooks/server.ts'
import { openLines } from './lines.ts'

/** So many tellings, then the same ones again under new ids: what is known does not grow, so what grows is a leak. */
const told = 3_000
const connections = 16

export type Counts = { sent: number; refused: number; read: number; failed: number }

export type Load = {
  readonly counts: Counts
  /** Posts a second from now on; 0: none. */
  pace(rate: number): void
  stop(): Promise<void>
}

const screens = ['/cases?limit=50', '/posts?limit=50', '/review', '/stats/overview', '/posts?q=الماء&limit=20']

export const startLoad = (product: Product): Load => {
  const counts: Counts = { sent: 0, refused: 0, read: 0, failed: 0 }
  const ending = new AbortController()
  const { signal } = ending
  const rest = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {})
  const lines = openLines(product.port, connections)
  let rate = 0

  const tell = async () => {
    for (let round = 0; !signal.aborted; round++)
      for (const request of requests(told, `soak-${process.pid}-${round}`, product.port)) {
        while (rate === 0 && !signal.aborted) await rest(100)
        if (signal.aborted) return
        void lines.send(request).then((status) => void (status === 200 ? counts.sent++ : counts.refused++))
        await rest(1000 / rate)
      }
  }
  const look = async () => {
    for (let n = 0; !signal.aborted; n++) {
      const status = await product.ask(screens[n % screens.length]!).catch(() => 0)
      if (status === 200) counts.read++
      else counts.failed++
      await rest(250)
    }
  }
  const running = Promise.all([tell(), look()])
  return {
    counts,
    pace: (next) => {
      rate = next
    },
    stop: async () => {
      ending.abort()
      await running
      lines.close()
    },
  }
}
