// What those who keep Sada running want to know of the store.
import type { Store } from '../open.ts'
import type { WindowRule } from './case-facts.ts'
import { spokenOn } from './spoken-on.ts'

const hour = 3_600_000

/** When the first reply window closes in which a case without an answer could still be answered. */
export const soonestWindow = async (
  store: Store,
  { channel, hours }: WindowRule,
  now: number,
): Promise<number | null> => {
  const last = store.read
    .selectFrom('cases')
    .innerJoin('members', 'members.case_id', 'cases.id')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .where('cases.status', 'in', ['open', 'in-progress'])
    .where(spokenOn(channel))
    .where('posts.created_at', '>', now - hours * hour)
    .groupBy(['members.case_id', 'posts.author_id'])
    .select(({ fn }) => fn.max('posts.created_at').as('last'))
  const row = await store.read
    .selectFrom(last.as('windows'))
    .select(({ fn }) => fn.min('windows.last').as('first'))
    .executeTakeFirst()
  return row?.first == null ? null : Number(row.first) + hours * hour
}

/** Runs of the last day that failed, by connector. */
export const failedRuns = async (store: Store, now: number): Promise<Readonly<Record<string, number>>> => {
  const rows = await store.read
    .selectFrom('connector_runs')
    .select(({ fn }) => ['connector', fn.countAll().as('count')])
    .where('fault', 'is not', null)
    .where('started_at', '>=', now - 24 * hour)
    .groupBy('connector')
    .execute()
  return Object.fromEntries(rows.map(({ connector, count }) => [connector, Number(count)]))
}

/** Work that waits or was given up, by kind. */
export const jobsByKind = async (store: Store, state: 'ready' | 'dead'): Promise<Readonly<Record<string, number>>> => {
  const rows = await store.read
    .selectFrom('jobs')
    .select(({ fn }) => ['kind', fn.countAll().as('count')])
    .where('state', '=', state)
    .groupBy('kind')
    .execute()
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, Number(count)]))
}
