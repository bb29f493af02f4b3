// A store and the ledger of erasures made equal, before anybody is served: what a restored backup brought back goes again.
import { change } from '../cases/change.ts'
import { audit } from '../store/audit.ts'
import { addErasure, erasureEntries } from '../store/erasures.ts'
import { bury } from '../store/tombstones.ts'
import { cleanUp, type EraseDesk, forgetFound, postIds } from './erase.ts'
import { foundBy } from './find.ts'
import { appendLedger, LedgerEntry, readLedger } from './ledger.ts'

const again = (desk: EraseDesk, entry: LedgerEntry): Promise<readonly string[]> =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const found = await foundBy(tx, entry.authors, postIds(entry), entry.at)
    const { digests } = await forgetFound(changing, found, entry.at)
    await bury(tx, [...entry.authors, ...entry.messages], entry.at)
    await tx.deleteFrom('erasures').where('id', '=', entry.id).execute()
    await addErasure(tx, {
      id: entry.id,
      origin: entry.origin,
      state: 'done',
      code: entry.code,
      request: null,
      entry: JSON.stringify(entry),
      posts: entry.posts.length,
      actor: null,
      asked_at: entry.askedAt,
      done_at: entry.at,
    })
    const data = { people: found.people.length, posts: found.posts.length }
    await audit(tx, { actor: { kind: 'machine' }, action: 'erased-again', subject: entry.id, at: now, data })
    return digests
  })

/** How many erasures the store had forgotten. What the store knows and the ledger does not is added there. */
export const replayErasures = async (desk: EraseDesk): Promise<number> => {
  const kept = await erasureEntries(desk.store.read)
  const listed = readLedger(desk.ledger)
  const [known, written] = [new Set(kept.map(({ id }) => id)), new Set(listed.map(({ id }) => id))]
  for (const { id, entry } of kept)
    if (!written.has(id)) appendLedger(desk.ledger, LedgerEntry.parse(JSON.parse(entry)))
  const due = listed.filter(({ id }) => !known.has(id))
  const digests: string[] = []
  for (const entry of due) digests.push(...(await again(desk, entry)))
  if (due.length > 0) await cleanUp(desk, digests)
  return due.length
}
