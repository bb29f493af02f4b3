// A2: any changed byte of the log is found.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { audit, verifyAudit } from '../../src/store/audit.ts'
import { type Store, write } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'

const columns = ['actor_kind', 'actor_id', 'actor_name', 'action', 'subject', 'data', 'hash', 'at', 'seq'] as const
const entries = 12

const filled = async (store: Store) => {
  for (let n = 0; n < entries; n++)
    await write(store, (tx) =>
      audit(tx, {
        actor: { kind: 'user', id: `user-${n}`, name: `نورة ${n}` },
        action: 'author-revealed',
        subject: `author-${n}`,
        at: 1_795_000_000_000 + n,
        data: { reason: `متابعة ${n}`, count: n },
      }),
    )
}

/** One bit of one character, or of one number. */
const flipped = (value: string | number, at: number, bit: number): string | number => {
  if (typeof value === 'number') return value + 2 ** bit
  const letters = [...value]
  const i = at % letters.length
  letters[i] = String.fromCodePoint(letters[i]!.codePointAt(0)! ^ (1 << bit))
  return letters.join('')
}

onBothEngines('The audit log', (open, engine) => {
  it('is broken by any changed bit, at the entry that was changed or the one after it', async () => {
    const store = await open()
    await filled(store)
    const runs = engine === 'sqlite' ? 150 : 60
    const change = fc.tuple(
      fc.integer({ min: 1, max: entries }),
      fc.constantFrom(...columns),
      fc.nat(200),
      fc.integer({ min: 0, max: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(change, async ([seq, column, at, bit]) => {
        const row = await store.read.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
        const wrong = column === 'seq' ? seq + 1000 : flipped(row[column]!, at, bit)
        const set = (value: string | number, where: number) =>
          write(store, (tx) =>
            tx
              .updateTable('audit')
              .set({ [column]: value })
              .where('seq', '=', where)
              .execute(),
          )
        await set(wrong, seq)
        const verdict = await verifyAudit(store.read)
        await set(row[column]!, column === 'seq' ? seq + 1000 : seq)
        expect(verdict.ok).toBe(false)
        expect(verdict).toMatchObject({ seq })
        expect(await verifyAudit(store.read)).toEqual({ ok: true, entries })
      }),
      { numRuns: runs },
    )
  })

  it('is broken by what is missing at its end, or added there', async () => {
    const store = await open()
    await filled(store)
    await write(store, (tx) => tx.deleteFrom('audit').where('seq', '=', entries).execute())
    expect(await verifyAudit(store.read)).toEqual({ ok: false, seq: entries })
  })

  it('takes in what people do to cases by itself, and covers what they type', async () => {
    const store = await open()
    await write(store, (tx) =>
      audit(tx, {
        actor: { kind: 'command' },
        action: 'exported',
        subject: null,
        at: 1,
        data: { reason: 'رقمه ٥٠٠٠١٢٣٤' },
      }),
    )
    const rows = await store.read.selectFrom('audit').select('data').execute()
    expect(rows).toEqual([{ data: '{"reason":"رقمه ••••••••"}' }])
  })
})
