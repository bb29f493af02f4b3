// Many workers on PostgreSQL: the index is rows, and locking the rows of its keys puts simultaneous echoes in a queue. Which
// cases are compared follows from the same tally as in memory.
import {
  blocksOf,
  type CaseView,
  type Decision,
  type decide,
  likely,
  loudest,
  mostCompared,
  type Report,
  type Verdict,
} from '../../dedupe/index.ts'
import type { CaseIndex } from '../cases/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import { addAndRead, addToRings, lockRings, type Rings, readRings, standingOf, touched } from '../store/blocks.ts'
import type { Tx } from '../store/index.ts'
import { findPosts, reportOf } from '../store/posts.ts'
import { casesOfPosts, casesWithSpeakers, type Memory, newMemory } from '../store/speakers.ts'
import { verdictsAbout } from '../store/verdicts.ts'
import type { Candidates, Session } from './candidates.ts'

type Index = {
  readonly tx: Tx
  readonly memory: Memory
  readonly rings: Map<number, readonly CaseId[]>
  /** What this transaction puts into each ring, newest first. */
  readonly added: { readonly narrow: Map<number, readonly CaseId[]>; readonly wide: Map<number, readonly CaseId[]> }
  readonly cases: Map<CaseId, CaseView>
  /** What this transaction put into cases that were not looked at yet. */
  readonly placed: Map<CaseId, readonly Report[]>
  readonly heirs: Map<CaseId, CaseId>
  readonly verdicts: Map<string, Verdict>
  /** Cases of the posts that people's verdicts name beside a report. */
  readonly ruled: Map<string, { readonly cases: readonly CaseId[]; readonly posts: readonly PostId[] }>
  readonly removed: Set<string>
  /** Cases of this transaction, and the report each was opened for. */
  readonly opened: Map<CaseId, Report | null>
  /** Cases by number, in the order they were opened, and their numbers. */
  readonly order: CaseId[]
  readonly numbers: Map<CaseId, number>
}

const newIndex = (tx: Tx, memory: Memory): Index => ({
  tx,
  memory,
  rings: new Map(),
  added: { narrow: new Map(), wide: new Map() },
  cases: new Map(),
  placed: new Map(),
  heirs: new Map(),
  verdicts: new Map(),
  ruled: new Map(),
  removed: new Set(),
  opened: new Map(),
  order: [],
  numbers: new Map(),
})

/** Cases of the posts that verdicts name: what people said is looked at wherever it is. */
const lookAtVerdicts = async (index: Index, reports: readonly Report[]): Promise<void> => {
  const ids = reports.map(({ id }) => id as PostId)
  const verdicts = await verdictsAbout(index.tx, ids)
  for (const verdict of verdicts) index.verdicts.set(`${verdict.a}|${verdict.b}`, verdict)
  const caseOf = await casesOfPosts(index.tx, [...new Set(verdicts.flatMap(({ a, b }) => [a, b]))] as PostId[])
  for (const id of ids) {
    const mine = verdicts.filter(({ a, b }) => a === id || b === id)
    const posts = mine.map(({ a, b }) => (a === id ? b : a)) as PostId[]
    if (posts.length > 0)
      index.ruled.set(id, { posts, cases: [...new Set(posts.flatMap((post) => caseOf.get(post) ?? []))] })
  }
}

const number = (index: Index, id: CaseId): void => {
  if (index.numbers.has(id)) return
  index.numbers.set(id, index.order.length)
  index.order.push(id)
}

/** Those that a look brings, in the order they were opened. */
const numberAll = (index: Index, rings: Rings): void => {
  const fresh = new Set<CaseId>()
  for (const cases of rings.values()) for (const id of cases) fresh.add(id)
  for (const id of [...fresh].sort()) number(index, id)
}

/** The cases that the index in memory would compare, those that people ruled upon first; `but` its own. */
const compared = (index: Index, report: Report, reach = mostCompared, but?: CaseId): readonly CaseId[] => {
  const found = new Set<CaseId>(index.ruled.get(report.id)?.cases ?? [])
  const under = (print: number, into: Int32Array, at: number): number => {
    const held = index.rings.get(print) ?? []
    const cases = but === undefined ? held : held.filter((id) => id !== but)
    for (let i = 0; i < cases.length; i++) into[at + i] = index.numbers.get(cases[i]!)!
    return cases.length
  }
  const add = (n: number) => {
    const id = index.order[n]!
    found.add(index.heirs.get(id) ?? id)
  }
  loudest(report, { under }, found, add, reach)
  return [...found].slice(0, reach.most)
}

const nobody = (id: CaseId): CaseView => ({ id, members: [], size: 0, closedAt: null })

const joined = (view: CaseView, report: Report): CaseView => {
  const others = view.members.filter(({ id }) => id !== report.id)
  return {
    ...view,
    members: [...others, report],
    size: view.size + (others.length === view.members.length ? 1 : 0),
  }
}

const load = async (index: Index, ids: readonly CaseId[], ruled: readonly PostId[]): Promise<void> => {
  const missing = ids.filter((id) => !index.cases.has(id))
  const found = await casesWithSpeakers(index.tx, index.memory, missing, ruled)
  const seen = new Map<CaseId, CaseView>(found.map((one) => [one.id, one]))
  for (const id of missing) {
    const view = seen.get(id) ?? nobody(id)
    index.cases.set(id, (index.placed.get(id) ?? []).reduce(joined, view))
  }
}

const look = async (index: Index, reports: readonly Report[], at: Millis): Promise<void> => {
  const blocks = reports.map(blocksOf)
  const unknown = (prints: readonly number[]) => prints.filter((print) => !index.rings.has(print))
  const narrow = unknown(blocks.flatMap((one) => one.narrow))
  await lockRings(index.tx, narrow, at)
  // Read after the locks were had: what those before us committed is seen.
  const found = await readRings(index.tx, [...narrow, ...unknown(blocks.flatMap((one) => one.wide))])
  for (const [print, cases] of found) index.rings.set(print, cases)
  numberAll(index, found)
  for (const [from, to] of await standingOf(index.tx, index.order)) index.heirs.set(from, to)
  await lookAtVerdicts(index, reports)
  const ruled = reports.flatMap(({ id }) => index.ruled.get(id)?.posts ?? [])
  await load(index, [...new Set(reports.flatMap((report) => compared(index, report, likely)))], ruled)
}

const place = (index: Index, report: Report, to: CaseId): void => {
  index.removed.delete(report.id)
  const view = index.cases.get(to)
  if (view) index.cases.set(to, joined(view, report))
  else index.placed.set(to, [...(index.placed.get(to) ?? []), report])
  number(index, to)
  if (index.opened.get(to) === null) index.opened.set(to, report)
  const blocks = blocksOf(report)
  for (const side of ['narrow', 'wide'] as const)
    for (const print of blocks[side]) {
      const cases = index.rings.get(print) ?? []
      // A ring that it leads already stays as it is: an echo writes few keys.
      if (cases[0] === to) continue
      index.rings.set(print, touched(cases, to))
      index.added[side].set(print, touched(index.added[side].get(print) ?? [], to))
    }
}

const decided = async (index: Index, report: Report, by: typeof decide): Promise<Decision> => {
  const ids = compared(index, report)
  await load(index, ids, index.ruled.get(report.id)?.posts ?? [])
  const views = ids.flatMap((id) => index.cases.get(id) ?? [])
  const withoutGone = views.map((view) =>
    view.members.some(({ id }) => index.removed.has(id))
      ? { ...view, members: view.members.filter(({ id }) => !index.removed.has(id)) }
      : view,
  )
  return by(report, withoutGone, { verdicts: [...index.verdicts.values()], chosen: true })
}

/** Another worker opened the case that this one opened too: what waits for nobody is seen only now. The turn begins again. */
export class SimultaneousError extends Error {
  override readonly name = 'SimultaneousError'
  /** As the engine says it, and as `write` understands it. */
  readonly code = '40001'
}

/** Cases that came into the wide rings while this turn decided: had it seen them, would a report have joined one? */
const refuseToSplit = async (index: Index, wide: Rings, by: typeof decide): Promise<void> => {
  const known = new Set(index.numbers.keys())
  for (const [print, cases] of wide) index.rings.set(print, cases)
  numberAll(index, wide)
  for (const [id, report] of index.opened) {
    const others = report === null ? [] : compared(index, report, mostCompared, id)
    const fresh = others.filter((one) => !known.has(one))
    if (fresh.length === 0) continue
    await load(index, fresh, [])
    const views = fresh.flatMap((one) => index.cases.get(one) ?? [])
    const { kind } = by(report!, views, { verdicts: [...index.verdicts.values()], chosen: true })
    if (kind === 'same') throw new SimultaneousError('another worker opened a case for the same incident')
  }
}

export const inStore = (clock: () => Millis, by: typeof decide): Candidates => {
  const memory = newMemory()
  return {
    catchUp: async () => {},
    begin: (): Session => {
      let index: Index | undefined
      const here = (tx: Tx) => (index ??= newIndex(tx, memory))
      return {
        look: (tx, reports) => look(here(tx), reports, clock()),
        decide: (report) => decided(index!, report, by),
        opened(id) {
          index!.cases.set(id, nobody(id))
          index!.opened.set(id, null)
        },
        place: (report, to) => place(index!, report, to),
        // Its words are gone from the store with this transaction; until then they are passed over.
        remove: (post) => void index?.removed.add(post),
        async keep(tx) {
          if (index === undefined) return
          // Those that others lock first, so that nobody waits for us in a circle.
          await addToRings(tx, index.added.narrow, clock())
          await refuseToSplit(index, await addAndRead(tx, index.added.wide, clock()), by)
        },
        rollback: () => {},
      }
    },
  }
}

/** What each key of these reports leads to from now on. */
export const ringsOf = (placed: readonly { readonly report: Report; readonly to: CaseId }[]) => {
  const rings = { narrow: new Map<number, readonly CaseId[]>(), wide: new Map<number, readonly CaseId[]>() }
  for (const { report, to } of placed)
    for (const side of ['narrow', 'wide'] as const)
      for (const print of blocksOf(report)[side]) rings[side].set(print, touched(rings[side].get(print) ?? [], to))
  return rings satisfies { readonly narrow: Rings; readonly wide: Rings }
}

/** Posts that a person moved lead to their new case by their own keys; merged cases are followed when they are read. */
export const followInStore = (clock: () => Millis): CaseIndex => ({
  record: async (tx, changes) => {
    const placed: { readonly report: Report; readonly to: CaseId }[] = []
    for (const change of changes) {
      if (change.kind !== 'moved' && change.kind !== 'placed') continue
      const reports =
        change.kind === 'placed'
          ? change.reports
          : (await findPosts(tx, change.posts.slice(-500))).flatMap((row) => reportOf(row) ?? [])
      placed.push(...reports.map((report) => ({ report, to: change.to })))
    }
    const { narrow, wide } = ringsOf(placed)
    await addToRings(tx, narrow, clock())
    await addToRings(tx, wide, clock())
  },
  follow: () => {},
})
