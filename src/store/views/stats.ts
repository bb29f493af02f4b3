// Counts for the header of the work list, and echoes by the hour.
import { sql } from 'kysely'
import type { Store } from '../open.ts'

const settled = ['solved', 'closed', 'declined', 'told', 'merged'] as const
const hour = 3_600_000

const counted = (rows: readonly { key: string | null; count: number | string | bigint }[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ key, count }) => [key ?? 'none', Number(count)]))

const one = async (query: Promise<readonly { count: number | string | bigint }[]>) => Number((await query)[0]?.count)

export const overview = async (store: Store) => {
  const { read } = store
  // Before everything else: what is decided meanwhile is counted twice rather than not at all.
  const waiting = await one(
    read
      .selectFrom('inbox')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('state', '=', sql.lit('new'))
      .where('kind', '=', 'post')
      .execute(),
  )
  const byChannel = counted(
    await read
      .selectFrom('posts')
      .select(({ fn }) => ['channel as key', fn.countAll().as('count')])
      .groupBy('channel')
      .execute(),
  )
  const byStatus = counted(
    await read
      .selectFrom('cases')
      .select(({ fn }) => ['status as key', fn.countAll().as('count')])
      .where('status', '!=', 'merged')
      .groupBy('status')
      .execute(),
  )
  const byAgency = counted(
    await read
      .selectFrom('cases')
      .select(({ fn }) => ['agency as key', fn.countAll().as('count')])
      .where('status', 'not in', [...settled])
      .groupBy('agency')
      .execute(),
  )
  const pendingReviews = await one(
    read
      .selectFrom('reviews')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('state', '=', 'open')
      .execute(),
  )
  const noCase = await one(
    read
      .selectFrom('posts')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('case_id', 'is', null)
      .where((eb) => eb.or([eb('lane', 'is', null), eb('lane', '!=', 'spam')]))
      .execute(),
  )
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)
  const posts = sum(byChannel)
  const cases = sum(byStatus)
  const openCases = Object.entries(byStatus)
    .filter(([status]) => !settled.some((name) => name === status))
    .reduce((total, [, count]) => total + count, 0)
  return { posts, cases, openCases, pendingReviews, waiting, noCase, byChannel, byStatus, byAgency }
}

const byHour = (column: 'created_at' | 'opened_at') =>
  sql<number>`cast(${sql.ref(column)} / ${sql.lit(hour)} as bigint)`

/** Posts said and cases opened in each of the last `hours` hours, the quiet ones too. */
export const echoes = async (store: Store, hours: number, now: number) => {
  const last = Math.floor(now / hour)
  const from = (last - hours + 1) * hour
  const until = (last + 1) * hour
  const posts = await store.read
    .selectFrom('posts')
    .select(({ fn }) => [byHour('created_at').as('hour'), fn.countAll().as('count')])
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .groupBy('hour')
    .execute()
  const cases = await store.read
    .selectFrom('cases')
    .select(({ fn }) => [byHour('opened_at').as('hour'), fn.countAll().as('count')])
    .where('opened_at', '>=', from)
    .where('opened_at', '<', until)
    .groupBy('hour')
    .execute()
  const at = (rows: readonly { hour: number; count: unknown }[]) =>
    new Map(rows.map((row) => [Number(row.hour), Number(row.count)]))
  const [postsAt, casesAt] = [at(posts), at(cases)]
  return Array.from({ length: hours }, (_, index) => {
    const slot = last - hours + 1 + index
    return { at: slot * hour, posts: postsAt.get(slot) ?? 0, cases: casesAt.get(slot) ?? 0 }
  })
}

export const deliveriesByState = async (store: Store): Promise<Record<string, number>> =>
  counted(
    await store.read
      .selectFrom('deliveries')
      .select(({ fn }) => ['state as key', fn.countAll().as('count')])
      .groupBy('state')
      .execute(),
  )

/** When the oldest event that nobody has decided yet arrived. */
export const oldestWaiting = async (store: Store): Promise<number | null> => {
  const row = await store.read
    .selectFrom('inbox')
    .select('received_at')
    .where('state', '=', sql.lit('new'))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.received_at ?? null
}

export const newestEventAt = async (store: Store): Promise<number | null> =>
  (await store.read.selectFrom('events').select('at').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.at ?? null

/** Deliveries nobody could read, and events that failed too often. */
export const setAside = async (store: Store): Promise<number> => {
  const count = async (query: Promise<{ count: unknown } | undefined>) => Number((await query)?.count ?? 0)
  const unread = await count(
    store.read
      .selectFrom('receipts')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('fault', 'is not', null)
      .executeTakeFirst(),
  )
  const failed = await count(
    store.read
      .selectFrom('inbox')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('state', '=', sql.lit('quarantined'))
      .executeTakeFirst(),
  )
  return unread + failed
}
