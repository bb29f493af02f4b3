// A statement written out: nothing of it is built anew for each turn, which would cost a worker as much as sending it.
import { CompiledQuery } from 'kysely'
import type { Tx } from './tx.ts'

export const ask = async <Row>(tx: Tx, text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
  const { rows } = await (tx.direct?.(text, values) ?? tx.executeQuery(CompiledQuery.raw(text, [...values])))
  return rows as Row[]
}
