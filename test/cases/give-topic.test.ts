import { setImmediate as nextRound } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { giveTopic } from '../../src/cases/index.ts'
import { newRow, tallyOf } from '../../src/cases/row.ts'
import type { CaseId } from '../../src/model.ts'
import { verifyAudit } from '../../src/store/audit.ts'
import { saveCases } from '../../src/store/cases.ts'
import { write } from '../../src/store/index.ts'
import { officer, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const topic = 'power-outage'
const many = 1_200
const actor = { ...officer, name: 'Noura' }

/** Open, and with the agency that their posts name. */
const row = (n: number) => {
  const empty = newRow(uuidv7() as CaseId, `r-${n}`, 'complaint', n, {})
  const { votes, ...tally } = tallyOf(empty)
  const counted = { ...tally, votes: { ...votes, topic: { [topic]: 1 }, agency: { mew: 1 } } }
  return { ...empty, topic, agency: 'mew', tally: JSON.stringify(counted) }
}

onBothEngines('A topic with many open cases', (open) => {
  it('takes every one of them along, and others have their turn meanwhile', async () => {
    const town = townOn(await open())
    await write(town.store, (tx) =>
      saveCases(
        tx,
        Array.from({ length: many }, (_, n) => row(n)),
      ),
    )
    let [turns, done] = [0, false]
    const counting = (async () => {
      for (; !done; turns++) await nextRound()
    })()
    const moved = await giveTopic(town.pipeline.desk, { topic, from: 'mew', to: 'mpw', open: true, actor })
    done = true
    await counting
    expect(moved).toBe(many)
    const agencies = await town.store.read.selectFrom('cases').select('agency').distinct().execute()
    expect(agencies).toEqual([{ agency: 'mpw' }])
    expect(turns).toBeGreaterThan(2)
    expect(await verifyAudit(town.store.read)).toEqual({ ok: true, entries: many + 1 })
  })
})
