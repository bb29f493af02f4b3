// One worker: claims and decides as the pipeline does for so many seconds, or until nothing waits, and says how long each turn
// took.
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { decide } from '../../dedupe/index.ts'
import { inStore } from '../../src/pipeline/candidates-in-store.ts'
import { holds, paceOf } from '../../src/pipeline/pace.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { claim, giveBack, inboxIsEmpty } from '../../src/store/inbox.ts'
import { type InboxRow, openStore, type Tx, write } from '../../src/store/index.ts'
import type { Turn } from './figures.ts'

const [url, folder] = process.argv.slice(2) as [string, string]
const store = await openStore(url, { connections: 3, dataDir: folder })
const turn = { store, clock: Date.now, on: {}, candidates: inStore(Date.now, decide) }
const pace = paceOf(holds.worker)
const claimNext = (tx: Tx) => claim(tx, pace.size(), 60_000)

const work = async (seconds: number) => {
  const turns: Turn[] = []
  const [cpu, until] = [process.cpuUsage(), performance.now() + seconds * 1000]
  let rows: readonly InboxRow[] = []
  while (performance.now() < until) {
    rows = rows.length > 0 ? rows : await write(store, claimNext)
    if (rows.length === 0) {
      if (await inboxIsEmpty(store.read)) break
      await sleep(5)
      continue
    }
    const [began, posts] = [performance.now(), rows.length]
    const { outcomes, ended, held } = await takeTurn(turn, rows, claimNext)
    pace.held(posts, held)
    const joined = outcomes.filter(({ to, opens }) => to !== null && !opens).length
    turns.push({ posts, ms: performance.now() - began, joined })
    rows = ended
  }
  const used = process.cpuUsage(cpu)
  if (rows.length > 0) await write(store, (tx) => giveBack(tx, rows))
  process.send!({ turns, cpuMs: (used.user + used.system) / 1000 })
}

process.on('message', (seconds: number) => void work(seconds))
process.send!('ready')
