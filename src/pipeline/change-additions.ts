// Switching an addition to names and words on or off: the list, its place in the audit log, and the posts to read again are one
// transaction; what is then read is read by the new list, in every process.
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { Addition } from '../../dedupe/index.ts'
import type { Actor, Millis } from '../model.ts'
import { additionsRule } from '../store/additions.ts'
import { audit } from '../store/audit.ts'
import { holdRule, putRule } from '../store/desk.ts'
import { addToInbox } from '../store/inbox.ts'
import { type PostRow, type Store, type Tx, write } from '../store/index.ts'
import { rowOf } from './receive.ts'
import { additionsChanged } from './reread.ts'
import { postsSaying, type WouldChange } from './what-would-change.ts'

const inHandMs = 300

export type KeptAddition = Addition & { readonly id: string; readonly by: string; readonly at: Millis }

const readAgain = async (tx: Tx, posts: readonly PostRow[], change: string, now: Millis): Promise<void> => {
  const rows = posts.map(({ id, channel, account }) =>
    rowOf(
      { kind: 'other', type: additionsChanged, channel, account, remoteId: id, status: change },
      { account },
      null,
      now,
    ),
  )
  await addToInbox(tx, rows)
}

export type AdditionChange = {
  readonly action: 'addition-made' | 'addition-removed'
  readonly one: KeptAddition
  /** The list afterwards, by the list as it is then; throws where that is not possible any more. */
  readonly next: (list: readonly KeptAddition[]) => readonly KeptAddition[]
  readonly would: WouldChange
  readonly actor: Actor & { readonly name: string }
}

type Done = { readonly posts: number; readonly newest: number }

const switched = (store: Store, { action, one, next, would, actor }: AdditionChange, now: Millis): Promise<Done> =>
  write(store, async (tx) => {
    const list = ((await holdRule(tx, additionsRule)) ?? []) as readonly KeptAddition[]
    await putRule(tx, additionsRule, next(list), actor.name, now)
    await audit(tx, { actor, action, subject: one.id, at: now, data: one })
    // What came since it was looked at says it too.
    const fresh = await postsSaying(tx, [one], { since: would.since, after: would.newest })
    const posts = [...would.said, ...fresh]
    await readAgain(tx, posts, uuidv7(), now)
    return { posts: posts.length, newest: fresh[0]?.seq ?? would.newest }
  })

/** How many posts will be read again. */
export const changeAdditions = async (store: Store, clock: () => Millis, change: AdditionChange): Promise<number> => {
  const { posts, newest } = await switched(store, change, clock())
  if (store.engine === 'sqlite') return posts
  // Other workers may have been at posts when the list changed, and read them by the old one: turns last milliseconds.
  await sleep(inHandMs)
  return write(store, async (tx) => {
    const late = await postsSaying(tx, [change.one], { since: change.would.since, after: newest })
    await readAgain(tx, late, uuidv7(), clock())
    return posts + late.length
  })
}
