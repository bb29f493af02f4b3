// Case rows: read under their lock, written whole.
import { sql } from 'kysely'
import type { Case, CaseId, Millis } from '../model.ts'
import { takeNumbers } from './counters.ts'
import { insertRows } from './insert.ts'
import type { Reader } from './reader.ts'
import { parsed } from './rows.ts'
import type { CaseRow } from './schema.ts'
import type { Tx } from './tx.ts'

export const caseOf = (row: CaseRow): Case => ({
  id: row.id,
  reference: row.reference,
  kind: row.kind,
  status: row.status,
  version: row.version,
  agency: row.agency,
  owner: row.owner,
  golden: {
    title: row.title,
    area: row.area,
    block: row.block,
    place: row.place,
    topic: row.topic,
    problem: row.problem,
    agency: row.agency,
    firstAt: row.first_at,
    lastAt: row.last_at,
    posts: row.posts,
    authors: row.authors,
    byChannel: parsed(row.by_channel),
  },
  mergedInto: row.merged_into,
  recurrenceOf: row.recurrence_of,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
})

export const findCase = (db: Reader, id: CaseId): Promise<CaseRow | undefined> =>
  db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()

/** Follows merges to the case that stands for `id` now. */
export const standingCase = async (db: Reader, id: CaseId): Promise<CaseId> => {
  const row = await db.selectFrom('cases').select('merged_into').where('id', '=', id).executeTakeFirst()
  return row?.merged_into ? standingCase(db, row.merged_into) : id
}

/** Rows to change, locked until the commit and always in the same order, so that two changes cannot wait for each other. Who
 * only refers to a case does not wait for it. */
export const lockCases = (tx: Tx, ids: readonly CaseId[]): Promise<CaseRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('cases')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .orderBy('id')
        .$if(tx.engine === 'postgres', (query) => query.forNoKeyUpdate())
        .execute()

const kept = ['id', 'reference', 'opened_at'] as const

/** New cases and changed ones alike. */
export const saveCases = async (tx: Tx, rows: readonly CaseRow[]): Promise<void> => {
  const changing = Object.keys(rows[0] ?? {}).filter((name) => !(kept as readonly string[]).includes(name))
  const set = changing.map((name) => `"${name}" = excluded."${name}"`).join()
  await insertRows(tx, 'cases', rows, `on conflict (id) do update set ${set}`)
}

const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kuwait', year: '2-digit', month: '2-digit' })

/** On PostgreSQL they count on through the months: so that nobody waits for a number until another has committed. */
const fromSequence = async (tx: Tx, count: number): Promise<readonly number[]> => {
  const { rows } = await sql<{ number: number }>`
    select nextval('case_references') as number from generate_series(1, ${count}::int)`.execute(tx)
  return rows.map(({ number }) => number)
}

const fromCounters = async (tx: Tx, months: readonly string[]): Promise<readonly number[]> => {
  const next = new Map<string, number>()
  for (const name of [...new Set(months)].sort())
    next.set(name, await takeNumbers(tx, `case-${name}`, months.filter((one) => one === name).length))
  return months.map((name) => {
    const number = next.get(name)!
    next.set(name, number + 1)
    return number
  })
}

/** References as people quote them: the month in Kuwait and a number that is never given twice. */
export const takeReferences = async (tx: Tx, at: readonly Millis[]): Promise<readonly string[]> => {
  if (at.length === 0) return []
  const months = at.map((time) => month.format(time).replace('-', ''))
  const numbers = await (tx.engine === 'postgres' ? fromSequence(tx, at.length) : fromCounters(tx, months))
  return months.map((name, i) => `S-${name}-${String(numbers[i]!).padStart(4, '0')}`)
}

/** Cases of the active window that are closed: the matcher must know when. */
export const closedCases = (db: Reader, since: Millis) =>
  db
    .selectFrom('cases')
    .select(['id', 'closed_at'])
    .where('closed_at', '>=', since)
    .where('merged_into', 'is', null)
    .execute()
