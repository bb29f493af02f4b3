// What a list says beside a case's own row: its owner, its open questions, the reply windows about to close.
import type { CaseId, UserId } from '../../model.ts'
import type { Store } from '../open.ts'
import { spokenOn } from './spoken-on.ts'

export const ownersOf = async (store: Store, ids: readonly UserId[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await store.read
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Open reviews of the case's own posts, and those that suggest the case. */
export const openReviewsOf = async (store: Store, ids: readonly CaseId[]): Promise<ReadonlyMap<string, number>> => {
  if (ids.length === 0) return new Map()
  const own = store.read
    .selectFrom('reviews')
    .innerJoin('posts', 'posts.id', 'reviews.post_id')
    .select(['posts.case_id as case', 'reviews.id'])
    .where('reviews.state', '=', 'open')
    .where('posts.case_id', 'in', [...ids])
  const suggested = store.read
    .selectFrom('review_suggestions')
    .innerJoin('reviews', 'reviews.id', 'review_suggestions.review_id')
    .select(['review_suggestions.case_id as case', 'reviews.id'])
    .where('reviews.state', '=', 'open')
    .where('review_suggestions.case_id', 'in', [...ids])
  const rows = await own.union(suggested).execute()
  const counts = new Map<string, number>()
  for (const { case: id } of rows) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

export type Window = { readonly closesAt: number; readonly authors: number }
export type WindowRule = { readonly channel: string; readonly hours: number }

const hour = 3_600_000
const soon = 4 * hour

const windowsOn = (store: Store, ids: readonly CaseId[], { channel, hours }: WindowRule, now: number) => {
  const last = store.read
    .selectFrom('members')
    .innerJoin('posts', 'posts.id', 'members.post_id')
    .where('members.case_id', 'in', [...ids])
    .where(spokenOn(channel))
    .where('posts.created_at', '>', now - hours * hour)
    .groupBy(['members.case_id', 'posts.author_id'])
    .select(({ fn }) => ['members.case_id as case', fn.max('posts.created_at').as('last')])
  return store.read
    .selectFrom(last.as('windows'))
    .groupBy('windows.case')
    .select(({ fn, eb }) => [
      'windows.case',
      fn.min('windows.last').as('first'),
      fn
        .sum<number | null>(
          eb
            .case()
            .when('windows.last', '<', now - hours * hour + soon)
            .then(1)
            .else(0)
            .end(),
        )
        .as('closing'),
    ])
    .execute()
}

/** The soonest close of a reply window among a case's authors, and how many close within four hours. */
export const windowsOf = async (
  store: Store,
  ids: readonly CaseId[],
  rules: readonly WindowRule[],
  now: number,
): Promise<ReadonlyMap<string, Window>> => {
  const windows = new Map<string, Window>()
  for (const rule of ids.length === 0 ? [] : rules)
    for (const row of await windowsOn(store, ids, rule, now)) {
      const closesAt = Number(row.first) + rule.hours * hour
      const known = windows.get(row.case)
      const authors = Number(row.closing ?? 0) + (known?.authors ?? 0)
      windows.set(row.case, { closesAt: Math.min(closesAt, known?.closesAt ?? closesAt), authors })
    }
  return windows
}
