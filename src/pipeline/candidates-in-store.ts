// Many workers on PostgreSQL: the index is rows, and locking the rows of its keys puts simultaneous echoes in a queue.
import { type CaseView, type decide, keysOf, type Report, type Verdict } from '../../dedupe/index.ts'
import type { CaseIndex } from '../cases/index.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { casesWithSpeakers, lockKeys, saveRings, standingOf, touched } from '../store/blocks.ts'
import type { Tx } from '../store/index.ts'
import { findPosts, reportOf } from '../store/posts.ts'
import { verdictsAbout } from '../store/verdicts.ts'
import type { Candidates, Session } from './candidates.ts'

const most = 32

/** Cases that share keys: those with the most precise keys, and the most of them, first. */
export const ranked = (keys: readonly string[], casesOf: (key: string) => readonly CaseId[]): readonly CaseId[] => {
  const score = new Map<CaseId, number>()
  keys.forEach((key, i) => {
    for (const id of casesOf(key).toReversed()) score.set(id, (score.get(id) ?? 0) + 1 / (4 + i))
  })
  return [...score]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([id]) => id)
}

type Index = {
  readonly rings: Map<string, CaseId[]>
  readonly changed: Map<string, CaseId[]>
  readonly cases: Map<CaseId, CaseView>
  readonly heirs: Map<CaseId, CaseId>
  readonly verdicts: Map<string, Verdict>
}

const casesUnder =
  ({ rings, heirs }: Index) =>
  (key: string): readonly CaseId[] => [...new Set((rings.get(key) ?? []).map((id) => heirs.get(id) ?? id))]

const look = async (index: Index, tx: Tx, reports: readonly Report[], at: Millis): Promise<void> => {
  const keys = reports.flatMap(keysOf).filter((key) => !index.rings.has(key))
  const rings = await lockKeys(tx, keys, at)
  for (const [key, cases] of rings) index.rings.set(key, cases)
  for (const [from, to] of await standingOf(tx, [...new Set([...rings.values()].flat())])) index.heirs.set(from, to)
  const wanted = new Set(reports.flatMap((report) => ranked(keysOf(report), casesUnder(index))))
  const missing = [...wanted].filter((id) => !index.cases.has(id))
  const near = {
    authors: [...new Set(reports.flatMap(({ author }) => author ?? []))] as AuthorId[],
    parents: [...new Set(reports.flatMap(({ replyTo }) => replyTo ?? []))] as PostId[],
  }
  for (const seen of await casesWithSpeakers(tx, missing, near)) index.cases.set(seen.id, seen)
  for (const verdict of await verdictsAbout(
    tx,
    reports.map(({ id }) => id as PostId),
  ))
    index.verdicts.set(`${verdict.a}|${verdict.b}`, verdict)
}

const place = (index: Index, report: Report, to: CaseId): void => {
  const view = index.cases.get(to) ?? { id: to, members: [], size: 0, closedAt: null }
  const others = view.members.filter(({ id }) => id !== report.id)
  index.cases.set(to, {
    ...view,
    members: [...others, report],
    size: view.size + (others.length === view.members.length ? 1 : 0),
  })
  for (const key of keysOf(report)) {
    const cases = touched(index.rings.get(key) ?? [], to)
    index.rings.set(key, cases)
    index.changed.set(key, cases)
  }
}

const decided = (index: Index, report: Report, by: typeof decide) =>
  by(
    report,
    ranked(keysOf(report), casesUnder(index)).flatMap((id) => index.cases.get(id) ?? []),
    { verdicts: [...index.verdicts.values()] },
  )

export const inStore = (clock: () => Millis, by: typeof decide): Candidates => ({
  catchUp: async () => {},
  begin: (): Session => {
    const index: Index = {
      rings: new Map(),
      changed: new Map(),
      cases: new Map(),
      heirs: new Map(),
      verdicts: new Map(),
    }
    return {
      look: (tx, reports) => look(index, tx, reports, clock()),
      decide: (report) => decided(index, report, by),
      place: (report, to) => place(index, report, to),
      // Its words are gone from the store, and with them from what is compared.
      remove: () => {},
      keep: (tx) => saveRings(tx, index.changed, clock()),
      rollback: () => {},
    }
  },
})

/** Posts that a person moved lead to their new case by their own keys; merged cases are followed when they are read. */
export const followInStore = (clock: () => Millis): CaseIndex => ({
  record: async (tx, changes) => {
    const index = new Map<string, CaseId[]>()
    for (const change of changes) {
      if (change.kind !== 'moved' && change.kind !== 'placed') continue
      const reports =
        change.kind === 'placed'
          ? change.reports
          : (await findPosts(tx, change.posts.slice(-500))).flatMap((row) => reportOf(row) ?? [])
      const keys = [...new Set(reports.flatMap(keysOf))]
      for (const [key, cases] of await lockKeys(
        tx,
        keys.filter((key) => !index.has(key)),
        clock(),
      ))
        index.set(key, cases)
      for (const key of keys) index.set(key, touched(index.get(key)!, change.to))
    }
    await saveRings(tx, index, clock())
  },
  follow: () => {},
})
