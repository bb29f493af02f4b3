// What people added to the profile, as the matcher takes it: made anew only when the list in the store is another.
import { type Added, type Addition, additionsOf, noAdditions } from '../../dedupe/index.ts'
import { additionsText, standingAdditions } from '../store/additions.ts'
import type { Reader, Tx } from '../store/index.ts'

/** The list as it is kept is its own key: two stores of one process with the same list share what was made of it. */
let last: { readonly text: string; readonly added: Added } = { text: '[]', added: noAdditions }

export const addedBy = (text: string): Added => {
  if (text !== last.text) last = { text, added: additionsOf(JSON.parse(text) as readonly Addition[]) }
  return last.added
}

/** What this process knew last: good enough to read ahead by, if it is looked at again before it counts. */
export const lastAdded = (): Added => last.added

/** As it stands for this transaction. */
export const standingAdded = async (tx: Tx): Promise<Added> => addedBy(await standingAdditions(tx))

export const addedIn = async (db: Reader): Promise<Added> => addedBy(await additionsText(db))
