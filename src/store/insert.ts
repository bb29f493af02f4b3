// Rows into a table, many in few statements. The text of a statement is made once: building it anew for each batch would
// cost as much as the engine's own work.
import type { Insertable } from 'kysely'
import { ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { unawaited } from './postgres-wire.ts'
import type { Database } from './schema.ts'
import type { Tx } from './tx.ts'

/** Few sizes, so that few texts are prepared; the largest is well within what a statement may carry on either engine. */
const sizes = [128, 64, 48, 32, 24, 16, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const

const texts = new Map<string, string>()

const textOf = (engine: Engine, table: string, columns: readonly string[], count: number, end: string): string => {
  const name = `${engine} ${table} ${columns.join()} ${count} ${end}`
  const known = texts.get(name)
  if (known !== undefined) return known
  const at = (n: number) => (engine === 'sqlite' ? '?' : `$${n + 1}`)
  const row = (r: number) => `(${columns.map((_, c) => at(r * columns.length + c)).join()})`
  const names = columns.map((column) => `"${column}"`).join()
  const begin = engine === 'postgres' && !end.includes('returning') ? unawaited : ''
  const text = `${begin}insert into "${table}" (${names}) values ${Array.from({ length: count }, (_, r) => row(r)).join()} ${end}`
  texts.set(name, text)
  return text
}

type Row = Readonly<Record<string, unknown>>

/** Every row has the columns of the first. `end` is written behind the values: `on conflict …`, `returning …`. */
export const insertRows = async <Table extends keyof Database & string, Returned = never>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
  end = '',
): Promise<Returned[]> => {
  const returned: Returned[] = []
  const columns = rows.length === 0 ? [] : Object.keys(rows[0]!)
  for (let start = 0; start < rows.length; ) {
    const count = sizes.find((size) => size <= rows.length - start)!
    const parameters = (rows.slice(start, start + count) as readonly Row[]).flatMap((row) =>
      columns.map((column) => row[column]),
    )
    const text = textOf(tx.engine, table, columns, count, end)
    for (const row of await ask<Returned>(tx, text, parameters)) returned.push(row)
    start += count
  }
  return returned
}
