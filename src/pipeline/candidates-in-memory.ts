// One process owns the store: the matcher holds the index and is asked in arrival order.
import type { Matcher } from '../../dedupe/index.ts'
import type { CaseIndex, Change } from '../cases/follow.ts'
import type { Millis } from '../model.ts'
import type { Tx } from '../store/index.ts'
import { saveIndexChanges, takeIndexChanges } from '../store/index-changes.ts'
import type { Candidates } from './candidates.ts'

/** `follow`: how the index hears of changes that another thread made. */
export const inMemory = (matcher: Matcher, follow: (tx: Tx) => Promise<void> = async () => {}): Candidates => ({
  catchUp: follow,
  begin: () => {
    const undo: (() => void)[] = []
    return {
      look: async () => {},
      decide: (report) => matcher.decide(report),
      opened: () => {},
      place(report, to, before) {
        matcher.place(report, to)
        undo.push(before ? () => matcher.place(before, to) : () => matcher.remove(report.id))
      },
      remove(post, before) {
        matcher.remove(post)
        if (before) undo.push(() => matcher.place(before.report, before.from))
      },
      keep: async () => [],
      rollback() {
        for (const step of undo.splice(0).reverse()) step()
      },
    }
  },
})

/** What people change follows into memory right after the commit, before the next decision. */
export const followInMemory = (matcher: Matcher): CaseIndex => ({
  record: async () => {},
  follow(changes) {
    for (const change of changes)
      switch (change.kind) {
        case 'moved':
          matcher.move(change.posts, change.to)
          break
        case 'placed':
          for (const report of change.reports) matcher.place(report, change.to)
          break
        case 'left':
          for (const post of change.posts) matcher.remove(post)
          break
        case 'closed':
          matcher.close(change.case, change.at)
          break
        case 'reopened':
          matcher.reopen(change.case)
          break
        case 'linked':
          for (const verdict of change.verdicts) matcher.link(verdict)
          break
        case 'unlinked':
          for (const { a, b } of change.verdicts) matcher.unlink(a, b)
          break
      }
  },
})

/** Changes are made in one thread and followed in another: they wait in the store. */
export const followThroughStore = (clock: () => Millis): CaseIndex => ({
  record: (tx, changes) => saveIndexChanges(tx, changes, clock()),
  follow: () => {},
})
export const fromStore =
  (matcher: Matcher) =>
  async (tx: Tx): Promise<void> =>
    followInMemory(matcher).follow(await takeIndexChanges<Change>(tx))
