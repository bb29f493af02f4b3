// One worker: claims and decides as the pipeline does until nothing waits, and says how long each turn took.
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { decide } from '../../dedupe/index.ts'
import { inStore } from '../../src/pipeline/candidates-in-store.ts'
import { holds, paceOf } from '../../src/pipeline/pace.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { claim, inboxIsEmpty } from '../../src/store/inbox.ts'
import { openStore, type Tx, write } from '../../src/store/index.ts'

const [url, folder] = process.argv.slice(2) as [string, string]
const store = await openStore(url, { connections: 3, dataDir: folder })
const clock = Date.now
const turn = { store, clock, on: {}, candidates: inStore(clock, decide) }
const pace = paceOf(holds.worker)
const claimNext = (tx: Tx) => claim(tx, pace.size(), 60_000)

const work = async () => {
  const turns: { readonly posts: number; readonly ms: number; readonly joined: number }[] = []
  const cpu = process.cpuUsage()
  for (;;) {
    let rows = await write(store, claimNext)
    while (rows.length > 0) {
      const began = performance.now()
      const { outcomes, ended, held } = await takeTurn(turn, rows, claimNext)
      pace.held(rows.length, held)
      const joined = outcomes.filter(({ to, opens }) => to !== null && !opens).length
      turns.push({ posts: rows.length, ms: performance.now() - began, joined })
      rows = ended
    }
    if (await inboxIsEmpty(store.read)) break
    await sleep(5)
  }
  const used = process.cpuUsage(cpu)
  process.send!({ turns, cpuMs: (used.user + used.system) / 1000 })
}

process.on('message', (asked) => void (asked === 'stop' ? store.close().then(() => process.exit(0)) : work()))
process.send!('ready')
