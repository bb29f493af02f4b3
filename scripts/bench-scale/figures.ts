// What a run says: rate, how long a turn takes, processor time a post; and how many cases share a key.
import { sql } from 'kysely'
import type { Store } from '../../src/store/index.ts'

export type Turn = { readonly posts: number; readonly ms: number; readonly joined: number }
export type Measured = {
  readonly window: number
  readonly workers: number
  readonly posts: number
  readonly perSecond: number
  /** Milliseconds from a post's claim to the commit of its decision, over posts. */
  readonly p50: number
  readonly p99: number
  readonly workerCpuMs: number
  /** Of the database, a post. */
  readonly databaseCpuMs: number | null
  readonly joined: number
  /** Of the machine before the run: above 0, others were at work too. */
  readonly load: number
}

type Run = {
  readonly window: number
  readonly workers: number
  readonly load: number
  readonly wallMs: number
  readonly databaseMs: number | null
  readonly done: readonly { readonly turns: readonly Turn[]; readonly cpuMs: number }[]
}

const round = (n: number, digits = 1) => Number(n.toFixed(digits))

export const figuresOf = ({ window, workers, load, wallMs, databaseMs, done }: Run): Measured => {
  const turns = done.flatMap((one) => one.turns)
  const each = turns.flatMap(({ posts: n, ms }) => Array.from({ length: n }, () => ms)).sort((a, b) => a - b)
  const at = (share: number) => round(each[Math.min(each.length - 1, Math.floor(each.length * share))] ?? 0)
  return {
    window,
    workers,
    posts: each.length,
    perSecond: Math.round((each.length / wallMs) * 1000),
    p50: at(0.5),
    p99: at(0.99),
    workerCpuMs: round(done.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / each.length, 2),
    databaseCpuMs: databaseMs === null ? null : round(databaseMs / each.length, 2),
    joined: turns.reduce((sum, { joined }) => sum + joined, 0),
    load: round(load),
  }
}

export type Keys = {
  readonly rows: number
  readonly bytes: number
  readonly byCases: readonly [cases: number, keys: number][]
}

export const keysIn = async (store: Store): Promise<Keys> => {
  const { rows } = await sql<{ cases: number; keys: number }>`
    select cardinality(string_to_array(cases, ',')) as cases, count(*) as keys from block_keys group by 1 order by 1`.execute(
    store.read as never,
  )
  const { rows: size } = await sql<{ bytes: number }>`
    select pg_total_relation_size('block_keys') as bytes`.execute(store.read as never)
  return {
    rows: rows.reduce((sum, { keys }) => sum + keys, 0),
    bytes: size[0]!.bytes,
    byCases: rows.map(({ cases, keys }) => [cases, keys] as [number, number]),
  }
}
