// The next turn's posts are read while the commit of this one is on its way: the store is at work then, and the worker is not.
import type { Added } from '../../dedupe/index.ts'
import type { InboxRow } from '../store/index.ts'
import { lastAdded } from './additions.ts'
import { readAhead, type Told } from './prepare.ts'

const read = new WeakMap<InboxRow, { readonly told: Told; readonly added: Added }>()

/** As soon as what was asked of the store has been sent. */
export const readSoon = (rows: readonly InboxRow[]): void => {
  setImmediate(() => {
    const added = lastAdded()
    for (const row of rows)
      try {
        read.set(row, { told: readAhead(row, added), added })
      } catch {
        // It fails in its own turn, where somebody is told.
      }
  })
}

/** As it was read by these additions, or is read now. */
export const readBy = (row: InboxRow, added: Added): Told => {
  const known = read.get(row)
  return known?.added === added ? known.told : readAhead(row, added)
}
