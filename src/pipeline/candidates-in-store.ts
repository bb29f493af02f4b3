// Many workers on PostgreSQL: the index is rows, and locking the rows of its keys puts simultaneous echoes in a queue. Which
// cases are compared follows from the same tally as in memory.
import {
  blocksOf,
  type CaseView,
  type Decision,
  type decide,
  loudest,
  mostCompared,
  type Report,
  type Verdict,
} from '../../dedupe/index.ts'
import type { CaseIndex } from '../cases/index.ts'
import type { CaseId, Millis, PostId } from '../model.ts'
import { addAndSee, addToRings, lockRings, type Ring, type Rings, readRings, touched } from '../store/blocks.ts'
import type { Tx } from '../store/index.ts'
import { findPosts, reportOf } from '../store/posts.ts'
import { casesOfPosts, casesWithSpeakers, type Memory, newMemory, remember } from '../store/speakers.ts'
import { together } from '../store/together.ts'
import { verdictsAbout } from '../store/verdicts.ts'
import type { Candidates, Session } from './candidates.ts'
import type { Late } from './latecomers.ts'

type Index = {
  readonly tx: Tx
  readonly memory: Memory
  /** The version of what this transaction writes. */
  own: string
  /** The numbers of the cases under each key, newest first. */
  readonly rings: Map<number, readonly number[]>
  /** The version of each ring as it was read. */
  readonly versions: Map<number, number>
  /** What this transaction puts into each ring, newest first. */
  readonly added: Map<number, readonly CaseId[]>
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
  own: '',
  rings: new Map(),
  versions: new Map(),
  added: new Map(),
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

const number = (index: Index, id: CaseId): number => {
  const known = index.numbers.get(id)
  if (known !== undefined) return known
  index.numbers.set(id, index.order.length)
  return index.order.push(id) - 1
}

/** What a look brings; its cases are numbered in the order they were opened. */
const hold = (index: Index, rings: readonly Ring[]): void => {
  const fresh = new Set<CaseId>()
  for (const { cases } of rings) for (const id of cases) if (!index.numbers.has(id)) fresh.add(id)
  for (const id of [...fresh].sort()) number(index, id)
  for (const { print, version, cases } of rings) {
    index.versions.set(print, version)
    index.rings.set(
      print,
      cases.map((id) => index.numbers.get(id)!),
    )
  }
}

const lead = ({ heirs }: Index, id: CaseId): CaseId => {
  let at = id
  for (let next = heirs.get(at); next !== undefined; next = heirs.get(at)) at = next
  return at
}

/** The cases that the index in memory would compare, those that people ruled upon first; `but` its own. */
const compared = (index: Index, report: Report, but?: CaseId): readonly CaseId[] => {
  const found = new Set<CaseId>(index.ruled.get(report.id)?.cases ?? [])
  const own = but === undefined ? -1 : index.numbers.get(but)
  const under = (print: number, into: Int32Array, at: number): number => {
    let to = at
    for (const one of index.rings.get(print) ?? []) if (one !== own) into[to++] = one
    return to - at
  }
  loudest(report, { under }, found, (n) => found.add(lead(index, index.order[n]!)))
  return [...found].slice(0, mostCompared.most)
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

const load = async (index: Index, missing: readonly CaseId[], ruled: readonly PostId[]): Promise<void> => {
  const found = await casesWithSpeakers(index.tx, index.memory, missing, ruled)
  const seen = new Map(found.map((one) => [one.id, one]))
  for (const id of missing) {
    const one = seen.get(id)
    if (one?.into) index.heirs.set(id, one.into)
    index.cases.set(id, (index.placed.get(id) ?? []).reduce<CaseView>(joined, one ?? nobody(id)))
  }
}

/** Read, whatever is chosen: of one that was merged it is known only then, and its heir is chosen in its place. */
const loaded = async (
  index: Index,
  choose: () => readonly CaseId[],
  ruled: readonly PostId[] = [],
): Promise<readonly CaseId[]> => {
  for (;;) {
    const ids = choose()
    const missing = ids.filter((id) => !index.cases.has(id))
    if (missing.length === 0) return ids
    await load(index, missing, ruled)
  }
}

const look = async (index: Index, reports: readonly Report[], at: Millis): Promise<void> => {
  const blocks = reports.map(blocksOf)
  const unknown = (prints: readonly number[]) => prints.filter((print) => !index.versions.has(print))
  const narrow = unknown(blocks.flatMap((one) => one.narrow))
  const wide = unknown(blocks.flatMap((one) => one.wide))
  await lockRings(index.tx, narrow, at)
  for (const print of [...narrow, ...wide]) index.versions.set(print, 0)
  // Read after the locks were had: what those before us committed is seen.
  const [read] = await together([readRings(index.tx, [...narrow, ...wide]), lookAtVerdicts(index, reports)])
  index.own = read.own
  hold(index, read.rings)
  const ruled = reports.flatMap(({ id }) => index.ruled.get(id)?.posts ?? [])
  const chosen = () => [...new Set(reports.flatMap((report) => compared(index, report)))]
  await loaded(index, chosen, ruled)
}

const place = (index: Index, report: Report, to: CaseId): void => {
  index.removed.delete(report.id)
  remember(index.memory, to, report, index.own)
  const view = index.cases.get(to)
  if (view) index.cases.set(to, joined(view, report))
  else index.placed.set(to, [...(index.placed.get(to) ?? []), report])
  const first = number(index, to)
  if (index.opened.get(to) === null) index.opened.set(to, report)
  const { narrow, wide } = blocksOf(report)
  for (const prints of [narrow, wide])
    for (const print of prints) {
      const held = index.rings.get(print) ?? []
      // A ring that it leads already stays as it is: an echo writes few keys.
      if (held[0] === first) continue
      index.rings.set(print, touched(held, first))
      index.added.set(print, touched(index.added.get(print) ?? [], to))
    }
}

const decided = async (index: Index, report: Report, by: typeof decide): Promise<Decision> => {
  const ids = await loaded(index, () => compared(index, report), index.ruled.get(report.id)?.posts)
  const views = ids.flatMap((id) => index.cases.get(id) ?? [])
  const withoutGone = views.map((view) =>
    view.members.some(({ id }) => index.removed.has(id))
      ? { ...view, members: view.members.filter(({ id }) => !index.removed.has(id)) }
      : view,
  )
  return by(report, withoutGone, { verdicts: [...index.verdicts.values()], chosen: true })
}

/** Cases that others put into rings where they were not when this turn looked. */
const arrivedIn = (index: Index, changed: readonly Ring[]): ReadonlySet<CaseId> => {
  const arrived = new Set<CaseId>()
  for (const { print, cases } of changed) {
    const before = new Set(index.rings.get(print)?.map((n) => index.order[n]!))
    for (const id of cases) if (!before.has(id)) arrived.add(id)
  }
  return arrived
}

/** What would have been decided on what came into the rings meanwhile, had it been seen: of reports that opened a case. */
const lateIn = async (index: Index, changed: readonly Ring[], by: typeof decide): Promise<readonly Late[]> => {
  const arrived = arrivedIn(index, changed)
  if (arrived.size === 0) return []
  hold(index, changed)
  // A case that was known has said more since.
  for (const id of arrived) index.cases.delete(id)
  const late: Late[] = []
  for (const [to, report] of index.opened) {
    if (report === null) continue
    const chosen = await loaded(index, () => compared(index, report, to))
    const views = chosen.flatMap((one) => (arrived.has(one) ? (index.cases.get(one) ?? []) : []))
    if (views.length === 0) continue
    const decision = by(report, views, { verdicts: [...index.verdicts.values()], chosen: true })
    if (decision.kind === 'same' || decision.kind === 'review') late.push({ post: report.id as PostId, to, decision })
  }
  return late
}

/** Whoever says the same waits from here to the commit; a turn that opened no case splits none. */
const keep = async (index: Index, at: Millis, by: typeof decide): Promise<readonly Late[]> => {
  if (index.opened.size > 0) return lateIn(index, await addAndSee(index.tx, index.added, index.versions, at), by)
  await addToRings(index.tx, index.added, at)
  return []
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
        keep: async () => (index === undefined ? [] : keep(index, clock(), by)),
        rollback: () => {},
      }
    },
  }
}

/** What each key of these reports leads to from now on. */
export const ringsOf = (placed: readonly { readonly report: Report; readonly to: CaseId }[]): Rings => {
  const rings = new Map<number, readonly CaseId[]>()
  for (const { report, to } of placed) {
    const { narrow, wide } = blocksOf(report)
    for (const print of [...narrow, ...wide]) rings.set(print, touched(rings.get(print) ?? [], to))
  }
  return rings
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
    await addToRings(tx, ringsOf(placed), clock())
  },
  follow: () => {},
})
