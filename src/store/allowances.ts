// What the channels still allow, and what they have cost this month.
import { sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export type Door = { readonly channel: Channel; readonly account: string; readonly endpoint: string }
export type Allowance = Door & {
  readonly most: number
  readonly remaining: number
  readonly resetAt: Millis
  readonly seenAt: Millis
}

export const saveAllowance = async (tx: Tx, { resetAt, seenAt, ...one }: Allowance): Promise<void> => {
  const told = { most: one.most, remaining: one.remaining, reset_at: resetAt, seen_at: seenAt }
  await tx
    .insertInto('allowances')
    .values({ channel: one.channel, account: one.account, endpoint: one.endpoint, ...told })
    .onConflict((conflict) => conflict.columns(['channel', 'account', 'endpoint']).doUpdateSet(told))
    .execute()
}

const columns = [
  'channel',
  'account',
  'endpoint',
  'most',
  'remaining',
  'reset_at as resetAt',
  'seen_at as seenAt',
] as const

export const allowanceOf = (db: Reader, { channel, account, endpoint }: Door): Promise<Allowance | undefined> =>
  db
    .selectFrom('allowances')
    .select(columns)
    .where('channel', '=', channel)
    .where('account', '=', account)
    .where('endpoint', '=', endpoint)
    .executeTakeFirst()

export const allowancesOf = (db: Reader, channel: Channel): Promise<readonly Allowance[]> =>
  db.selectFrom('allowances').select(columns).where('channel', '=', channel).orderBy('endpoint').execute()

export type Spent = { readonly what: string; readonly count: number; readonly micros: number }

/** Added to what the month has so far. */
export const addSpending = async (tx: Tx, channel: Channel, month: string, spent: readonly Spent[]): Promise<void> => {
  for (const one of spent)
    await tx
      .insertInto('spending')
      .values({ channel, month, ...one })
      .onConflict((conflict) =>
        conflict.columns(['channel', 'month', 'what']).doUpdateSet({
          count: sql`spending.count + excluded.count`,
          micros: sql`spending.micros + excluded.micros`,
        }),
      )
      .execute()
}

export const spendingOf = (db: Reader, channel: Channel, month: string): Promise<readonly Spent[]> =>
  db
    .selectFrom('spending')
    .select(['what', 'count', 'micros'])
    .where('channel', '=', channel)
    .where('month', '=', month)
    .orderBy('what')
    .execute()
