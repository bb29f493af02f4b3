// PostgreSQL: block key → ring of the cases that lately carried it, newest first. The upsert in key order is the lock that lets
// two simultaneous echoes see each other; what it returns says which rings others changed meanwhile.
import { sql } from 'kysely'
import type { CaseId, Millis } from '../model.ts'
import { ask } from './ask.ts'
import { unawaited } from './postgres-wire.ts'
import type { Tx } from './tx.ts'

/** As many as the index in memory keeps. */
export const ring = 12
const idLength = 36

export type Rings = ReadonlyMap<number, readonly CaseId[]>
/** As it was read; each change of a ring counts its version up. */
export type Ring = { readonly print: number; readonly version: number; readonly cases: readonly CaseId[] }
/** All of them in one answer, as a text: a row for each would cost the engine as much as finding them. */
type Shown = { readonly rings: string | null }
type Own = { readonly own: string }
const shown = `string_agg(ring.print || ' ' || ring.version || ' ' || ring.cases, ';') as rings`
const ringsIn = ([found]: readonly Shown[]): readonly Ring[] =>
  (found?.rings ?? '').split(';').flatMap((text) => {
    if (text === '') return []
    const [print, version, cases] = text.split(' ') as [string, string, string]
    return [
      { print: Number(print), version: Number(version), cases: cases === '' ? [] : (cases.split(',') as CaseId[]) },
    ]
  })

const inOrder = (prints: Iterable<number>): Int32Array => Int32Array.from(new Set(prints)).sort()
/** As the engine reads it: the driver would go through the list number by number. */
const numbersOf = (prints: Iterable<number>): string => `{${inOrder(prints).join()}}`

const day = 86_400_000

const locking = `${unawaited}
  insert into block_keys as ring (print, cases, touched_at)
  select print, '', $2::bigint from unnest($1::int4[]) as wanted (print) order by print
  on conflict (print) do update set touched_at = excluded.touched_at where ring.touched_at < $2::bigint - ${day}`

/**
 * Locks these keys until the commit, in the one order everybody keeps. A key that is there is locked without being written, but
 * for once a day: then it is seen that it is still said.
 */
export const lockRings = async (tx: Tx, prints: readonly number[], at: Millis): Promise<void> => {
  if (prints.length > 0) await ask(tx, locking, [numbersOf(prints), at])
}

const reading = `select ${shown}, pg_current_xact_id()::xid::text as own
  from block_keys as ring where print = any($1::int4[])`

/** The cases under each key that is there; `own`: the version that rows have which this transaction changes (speakers.ts). */
export const readRings = async (
  tx: Tx,
  prints: readonly number[],
): Promise<{ readonly rings: readonly Ring[]; readonly own: string }> => {
  const rows = await ask<Shown & Own>(tx, reading, [numbersOf(prints)])
  return { rings: ringsIn(rows), own: rows[0]!.own }
}

type Where = 'before' | 'behind'

/** Keys ($1) and the cases to be added to each ($2), at a time ($3). */
const adding = (where: Where): string => {
  const both = (where === 'before' ? 'excluded.cases ring.cases' : 'ring.cases excluded.cases').replace(
    ' ',
    ` || ',' || `,
  )
  const once = `(select string_agg(id, ',' order by n) from (select id, min(n) as n
    from unnest(string_to_array(${both}, ',')) with ordinality as each (id, n) group by id order by n limit ${ring}) as first)`
  // Most often one case is added to a ring that does not hold it.
  const merged = `case when ring.cases = '' then excluded.cases
    when length(excluded.cases) = ${idLength} and strpos(ring.cases, excluded.cases) = 0
    then left(${both}, ${ring * (idLength + 1) - 1}) else ${once} end`
  return `insert into block_keys as ring (print, cases, touched_at, version)
    select print, cases, $3::bigint, 1 from unnest($1::int4[], $2::text[]) as added (print, cases) order by print
    on conflict (print) do update
    set cases = ${merged}, version = ring.version + 1, touched_at = greatest(ring.touched_at, excluded.touched_at)`
}
const adds = { before: unawaited + adding('before'), behind: unawaited + adding('behind') }

const addedTo = (rings: Rings, at: Millis): readonly unknown[] => {
  const prints = inOrder(rings.keys())
  const lists = Array.from(prints, (print) => `"${rings.get(print)!.slice(0, ring).join()}"`)
  return [`{${prints.join()}}`, `{${lists.join()}}`, at]
}

/**
 * Cases (newest first) come before what a ring held, or behind it where they are older. The engine merges the two, so that a
 * ring that was not locked loses nothing that others put there meanwhile.
 */
export const addToRings = async (tx: Tx, rings: Rings, at: Millis, where: Where = 'before'): Promise<void> => {
  if (rings.size > 0) await ask(tx, adds[where], addedTo(rings, at))
}

const addingAndSeeing = `with ring as (${adding('before')} returning ring.print, ring.version, ring.cases)
  select ${shown} from unnest($4::int4[], $5::int8[]) as seen (print, version)
  join ring on ring.print = seen.print and ring.version <> seen.version + 1`

/**
 * The same, and of the rings that others changed since they were read in the version `seen`, what they hold then: nobody else
 * puts anything there before the commit. Of one that was not read nothing is said.
 */
export const addAndSee = async (
  tx: Tx,
  rings: Rings,
  seen: ReadonlyMap<number, number>,
  at: Millis,
): Promise<readonly Ring[]> => {
  if (rings.size === 0) return []
  const read = [...rings.keys()].filter((print) => seen.has(print))
  const versions = read.map((print) => seen.get(print)!)
  const values = [...addedTo(rings, at), `{${read.join()}}`, `{${versions.join()}}`]
  return ringsIn(await ask<Shown>(tx, addingAndSeeing, values))
}

/** The ring with a case touched last. */
export const touched = <Id>(cases: readonly Id[], id: Id): readonly Id[] =>
  cases[0] === id ? cases : [id, ...cases.filter((other) => other !== id)].slice(0, ring)

/** Keys that nobody has said for long; how many went. */
export const dropOldRings = async (tx: Tx, before: Millis, most = 20_000): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`
    delete from block_keys where print in
    (select print from block_keys where touched_at < ${before} limit ${most} for update skip locked)`.execute(tx)
  return Number(numAffectedRows)
}
