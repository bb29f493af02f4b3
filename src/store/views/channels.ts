// When a channel last told us something by itself.
import type { Millis } from '../../model.ts'
import type { Reader } from '../reader.ts'

/** Among the newest deliveries: one that is older than all of these says nothing about today. */
const looked = 1000

export const lastDeliveries = async (db: Reader): Promise<ReadonlyMap<string, Millis>> => {
  const rows = await db
    .selectFrom('receipts')
    .select(['channel', 'received_at'])
    .orderBy('id', 'desc')
    .limit(looked)
    .execute()
  const last = new Map<string, Millis>()
  for (const { channel, received_at } of rows) if (!last.has(channel)) last.set(channel, received_at)
  return last
}
