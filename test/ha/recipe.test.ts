// SADA_LONG, where Debian's packages are: the recipe of docs/ha.md stands up, and three machines die one after another.
import { expect, it } from 'vitest'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'
import { faultsOf, report } from '../pipeline/town.ts'
import { sendersOn } from '../scale/senders.ts'
import { installed, startRecipe, untilTrue } from './recipe.ts'

const kills = 3

it.runIf(process.env.SADA_LONG && installed)(
  `The recipe with Patroni, etcd, HAProxy and PgBouncer loses nothing when ${kills} primaries die`,
  async () => {
    const recipe = await startRecipe()
    try {
      let store = await openStore(recipe.url, { requireStandby: true }).catch(() => null)
      await untilTrue('the address leads to the primary', async () => {
        store ??= await openStore(recipe.url, { requireStandby: true })
        return true
      })
      const pipeline = createPipeline({ store: store!, matcher: createMatcher(), clock: Date.now })
      await pipeline.start()
      const senders = sendersOn((n) =>
        pipeline.receive([report(70_000 + (n % 20_000), { by: `p${n}`, remoteId: `r${n}` })], { account: 'ministry' }),
      )
      const gaps: number[] = []
      for (let n = 0; n < kills; n++) {
        await senders.more(100)
        const dying = await recipe.leader()
        await recipe.kill(dying)
        const began = performance.now()
        // What was under way when it died may still be told; a second later nothing is.
        gaps.push(Math.round((await senders.firstAfter(began + 1000)) - began))
        recipe.back(dying)
        await recipe.whole()
      }
      await senders.stop()
      await pipeline.drain()
      const rows = await store!.read.selectFrom('posts').select('remote_id').execute()
      const kept = new Set(rows.map(({ remote_id }) => remote_id))
      const lost = senders.told.filter(({ n }) => !kept.has(`r${n}`)).length
      console.log(`${senders.told.length} acknowledged, ${lost} lost, nothing kept for ${gaps.join(', ')} ms`)
      expect({ lost, twice: rows.length - kept.size, faults: await faultsOf(store!) }).toEqual({
        lost: 0,
        twice: 0,
        faults: [],
      })
      await pipeline.stop()
      await store!.close()
    } finally {
      await recipe.stop()
    }
  },
  900_000,
)
