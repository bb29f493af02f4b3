// PostgreSQL: block key → ring of the cases that lately carried it, newest first. The upsert in key order is the lock that lets
// two simultaneous echoes see each other; what it returns is where candidates come from.
import { sql } from 'kysely'
import type { CaseId, Millis } from '../model.ts'
import { unawaited } from './postgres.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

/** As many as the index in memory keeps. */
export const ring = 12

export type Rings = ReadonlyMap<number, readonly CaseId[]>
/** A list comes as its text: taking that apart here costs a tenth of what the driver's own reader does. */
type Row = { readonly print: number; readonly cases: string }
const idsOf = (list: string): CaseId[] => (list.length === 2 ? [] : (list.slice(1, -1).split(',') as CaseId[]))

const inOrder = (prints: Iterable<number>): number[] => [...new Set(prints)].sort((a, b) => a - b)
const byPrint = (rows: readonly Row[]): Rings => new Map(rows.map(({ print, cases }) => [print, idsOf(cases)]))

const day = 86_400_000

/**
 * Locks these keys until the commit, in the one order everybody keeps. A key that is there is locked without being written, but
 * for once a day: then it is seen that it is still said.
 */
export const lockRings = async (tx: Tx, prints: Iterable<number>, at: Millis): Promise<void> => {
  const wanted = inOrder(prints)
  if (wanted.length === 0) return
  await sql`${sql.raw(unawaited)}
    insert into block_keys as ring (print, cases, touched_at)
    select print, '{}', ${at}::bigint from unnest(${wanted}::int4[]) as wanted (print) order by print
    on conflict (print) do update set touched_at = excluded.touched_at
    where ring.touched_at < ${at - day}::bigint`.execute(tx)
}

/** The cases under each key. */
export const readRings = async (db: Reader, prints: Iterable<number>): Promise<Rings> => {
  const wanted = inOrder(prints)
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select print, cases::text as cases from block_keys where print = any(${wanted}::int4[])`.execute(db as Tx)
  return byPrint(rows)
}

const listOf = (cases: readonly CaseId[]): string => `{${cases.join()}}`

type Added = { readonly rings: Rings; readonly at: Millis; readonly where: 'before' | 'behind' }

const adding = ({ rings, at, where }: Added) => {
  const prints = inOrder(rings.keys())
  const lists = prints.map((print) => listOf(rings.get(print)!.slice(0, ring)))
  const others = (from: string, but: string) =>
    sql.raw(`array(select old.id from unnest(${from}) with ordinality as old (id, n)
             where old.id <> all(${but}) order by old.n)`)
  const [ours, theirs] = ['excluded.cases', 'ring.cases']
  const merged =
    where === 'before'
      ? sql`${sql.raw(ours)} || ${others(theirs, ours)}`
      : sql`${sql.raw(theirs)} || ${others(ours, theirs)}`
  return sql`
    insert into block_keys as ring (print, cases, touched_at)
    select print, cases::uuid[], ${at}::bigint
    from unnest(${prints}::int4[], ${lists}::text[]) as added (print, cases) order by print
    on conflict (print) do update
    set cases = (${merged})[1:${sql.lit(ring)}], touched_at = greatest(ring.touched_at, excluded.touched_at)`
}

/**
 * Cases (newest first) come before what a ring held, or behind it where they are older. The engine merges the two, so that a
 * ring that was not locked loses nothing that others put there meanwhile.
 */
export const addToRings = async (
  tx: Tx,
  rings: Rings,
  at: Millis,
  where: 'before' | 'behind' = 'before',
): Promise<void> => {
  if (rings.size > 0) await sql`${sql.raw(unawaited)}${adding({ rings, at, where })}`.execute(tx)
}

/** The same, and what the rings hold then: nobody else puts anything there before the commit. */
export const addAndRead = async (tx: Tx, rings: Rings, at: Millis): Promise<Rings> => {
  if (rings.size === 0) return new Map()
  const add = adding({ rings, at, where: 'before' })
  const { rows } = await sql<Row>`${add} returning ring.print, ring.cases::text as cases`.execute(tx)
  return byPrint(rows)
}

/** The ring with a case touched last. */
export const touched = (cases: readonly CaseId[], id: CaseId): readonly CaseId[] =>
  cases[0] === id ? cases : [id, ...cases.filter((other) => other !== id)].slice(0, ring)

/** Keys that nobody has said for long; how many went. */
export const dropOldRings = async (tx: Tx, before: Millis, most = 20_000): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`
    delete from block_keys where print in
    (select print from block_keys where touched_at < ${before} limit ${most} for update skip locked)`.execute(tx)
  return Number(numAffectedRows)
}

/** Where folded cases lead to now. */
export const standingOf = async (db: Reader, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseId>> => {
  const heirs = new Map<CaseId, CaseId>()
  for (let open = [...ids]; open.length > 0; ) {
    const { rows } = await sql<{ id: CaseId; into: CaseId }>`
      select id, merged_into as "into" from cases
      where id = any(${open}::text[]) and merged_into is not null`.execute(db as Tx)
    for (const { id, into } of rows) heirs.set(id, into)
    open = rows.map(({ into }) => into).filter((id) => !heirs.has(id))
  }
  const lead = (id: CaseId): CaseId => (heirs.has(id) ? lead(heirs.get(id)!) : id)
  return new Map([...heirs.keys()].map((id) => [id, lead(id)]))
}
