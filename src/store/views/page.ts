// Pages by key: where the last one ended, never how many rows to skip, so that new rows shift nothing.
import { type RawBuilder, type SqlBool, sql } from 'kysely'

export type Key = readonly (string | number)[]
export type Direction = 'asc' | 'desc'

/** Rows after `key` in the order of `columns` (all in one direction, the last one unique). */
export const afterKey = (columns: readonly string[], direction: Direction, key: Key): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(columns.map((name) => sql.ref(name)))}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${sql.join(key.map((value) => sql.val(value)))})`

export type Rows<T> = { readonly rows: readonly T[]; readonly next: Key | null }

/** One row more than asked for was read: whether it came says whether there is a next page. */
export const cut = <T>(rows: readonly T[], limit: number, keyOf: (row: T) => Key): Rows<T> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last !== undefined ? keyOf(last) : null }
}
