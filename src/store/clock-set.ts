// When the machine's clock is set, what waits is moved along with it: nothing comes before its time, and nothing waits for days.
import { type SqlBool, sql } from 'kysely'
import type { Millis } from '../model.ts'
import { nowBy } from './inbox.ts'
import type { Tx } from './tx.ts'

/** What is waited for is this near; further ahead lie appointments (a quiet morning's end), which stay where the clock names them. */
const longestWait = 3_600_000

const waits = [
  ['deliveries', 'due_at'],
  ['replies', 'due_at'],
  ['jobs', 'run_at'],
  ['connector_tasks', 'quiet_until'],
] as const
/** What happened: a clock set back must not leave it ahead of today. */
const pasts = [['deliveries', 'called_at']] as const

const move = (tx: Tx, [table, column]: readonly [string, string], by: number, where: ReturnType<typeof sql<SqlBool>>) =>
  sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} + ${by} where ${where}`.execute(tx)

const ahead = async (tx: Tx, from: Millis, by: number): Promise<void> => {
  for (const wait of waits) {
    const at = sql.ref(wait[1])
    await move(tx, wait, by, sql<SqlBool>`${at} > ${from} and ${at} <= ${from + longestWait}`)
  }
}

const back = async (tx: Tx, to: Millis, by: number): Promise<void> => {
  for (const moment of [...waits, ...pasts]) await move(tx, moment, by, sql<SqlBool>`${sql.ref(moment[1])} > ${to}`)
  const pace = sql<SqlBool>`name like 'pace:%' and value > ${to * 1000}`
  await move(tx, ['counters', 'value'], by * 1000, pace)
}

export const moveAlong = async (
  tx: Tx,
  { from, to }: { readonly from: Millis; readonly to: Millis },
): Promise<void> => {
  await (to > from ? ahead(tx, from, to - from) : back(tx, to, to - from))
  // A channel has as long as before to tell what became of these.
  await move(tx, ['deliveries', 'updated_at'], to - from, sql<SqlBool>`state = 'unknown'`)
}

/** What the database's machine takes for the time; PostgreSQL only. */
export const timeOf = async (db: Tx): Promise<Millis> => {
  const { at } = await db.selectNoFrom(nowBy('postgres').as('at')).executeTakeFirstOrThrow()
  return Number(at)
}
