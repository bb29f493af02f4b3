// The primary dies under load: what was acknowledged is there, and life goes on.
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'
import { faultsOf, report } from '../pipeline/town.ts'
import { ask, startCluster } from './cluster.ts'
import { sendersOn } from './senders.ts'

/** SADA_LONG: the whole figure. */
const kills = process.env.SADA_LONG ? 20 : 3

describe.runIf(process.platform === 'linux' && process.arch === 'x64' && existsSync('/proc'))('A dying primary', () => {
  it(
    `loses nothing that was acknowledged, ${kills} times, with a synchronous standby`,
    async () => {
      const cluster = await startCluster({ synchronous: true })
      const store = await openStore(cluster.url, { requireStandby: true })
      const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
      await pipeline.start()
      const senders = sendersOn((n) =>
        pipeline.receive([report(70_000 + (n % 20_000), { by: `p${n}`, remoteId: `r${n}` })], { account: 'ministry' }),
      )
      const gaps: number[] = []
      for (let n = 0; n < kills; n++) {
        await senders.more(200)
        const began = performance.now()
        const promoted = await cluster.failOver()
        gaps.push(Math.round((await senders.firstAfter(began + promoted)) - began))
      }
      await senders.stop()
      await pipeline.drain()
      const rows = await store.read.selectFrom('posts').select('remote_id').execute()
      const kept = new Set(rows.map(({ remote_id }) => remote_id))
      const lost = senders.told.filter(({ n }) => !kept.has(`r${n}`)).length
      console.log(`${senders.told.length} acknowledged, ${lost} lost, nothing kept for ${gaps.join(', ')} ms`)
      expect({ lost, twice: rows.length - kept.size, faults: await faultsOf(store) }).toEqual({
        lost: 0,
        twice: 0,
        faults: [],
      })
      await pipeline.stop()
      await store.close()
      await cluster.close()
    },
    kills * 60_000,
  )

  it('would lose them with a standby that is not waited for: the same, the line to it held', async () => {
    const cluster = await startCluster({ synchronous: false })
    const store = await openStore(cluster.url)
    const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
    cluster.holdLine()
    await pipeline.receive([report(70_001, { remoteId: 'told' })], { account: 'ministry' })
    await cluster.promote()
    const rows = await ask(cluster.primary().port, 'select key from inbox')
    expect(rows).toEqual([])
    await store.close()
    await cluster.close()
  })
})
