import { expect, it } from 'vitest'
import { audit, auditAll, auditBefore, verifyAudit } from '../../src/store/audit.ts'
import { type Store, type Tx, write } from '../../src/store/index.ts'
import { onBothEngines } from './engines.ts'

const actor = { kind: 'command' } as const
const note = (tx: Tx, subject: string) =>
  audit(tx, { actor, action: 'exported', subject, at: 1, data: { format: 'csv' } })
const filled = async (store: Store) => {
  for (const subject of ['cases', 'posts', 'replies']) await write(store, (tx) => note(tx, subject))
  return store
}

onBothEngines('the audit log', (open) => {
  it('is a chain that holds, newest first on the page', async () => {
    const store = await filled(await open())
    expect(await verifyAudit(store.read)).toEqual({ ok: true, entries: 3 })
    const page = await auditBefore(store.read, 3, 1)
    expect(page).toMatchObject([{ seq: 2, subject: 'posts', actorKind: 'command' }])
  })

  it.each([
    ['subject', 'others'],
    ['at', 2],
    ['action', 'signed-in'],
    ['actor_kind', 'machine'],
    ['actor_name', 'somebody'],
    ['data', '{"format":"xml"}'],
    ['hash', 'f'.repeat(64)],
  ])('breaks where somebody changes %s', async (column, value) => {
    const store = await filled(await open())
    await write(store, (tx) =>
      tx
        .updateTable('audit')
        .set({ [column]: value })
        .where('seq', '=', 2)
        .execute(),
    )
    expect(await verifyAudit(store.read)).toEqual({ ok: false, seq: 2 })
  })

  it('breaks where an entry is taken out', async () => {
    const store = await filled(await open())
    await write(store, (tx) => tx.deleteFrom('audit').where('seq', '=', 1).execute())
    expect(await verifyAudit(store.read)).toEqual({ ok: false, seq: 1 })
  })

  it('is one chain over all that a transaction did, and what comes after', async () => {
    const store = await filled(await open())
    const subjects = Array.from({ length: 300 }, (_, i) => String(i))
    const entries = subjects.map((subject) => ({ actor, action: 'exported', subject, at: 1 }))
    await write(store, (tx) => auditAll(tx, entries))
    await write(store, (tx) => note(tx, 'after'))
    expect(await verifyAudit(store.read)).toEqual({ ok: true, entries: 304 })
    const page = await auditBefore(store.read, 304, 300)
    expect(page.map(({ subject }) => subject).toReversed()).toEqual(subjects)
  })

  it('stays whole when many write at once', async () => {
    const store = await open()
    await Promise.all(Array.from({ length: 20 }, (_, i) => write(store, (tx) => note(tx, String(i)))))
    expect(await verifyAudit(store.read)).toEqual({ ok: true, entries: 20 })
  })
})
