// What deliveries held that no connector has heard of, by path: how often, since when, when last.
import { sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

export type UnknownPart = {
  readonly path: string
  readonly count: number
  readonly firstAt: Millis
  readonly lastAt: Millis
}

/** `paths`: once for every delivery that holds it. */
export const countUnknown = async (tx: Tx, channel: Channel, paths: readonly string[], at: Millis): Promise<void> => {
  // In one order: two workers who count the same would else wait for each other.
  for (const [path, { length: count }] of [...Map.groupBy(paths.toSorted(), (one) => one)])
    await tx
      .insertInto('unknown_parts')
      .values({ channel, path, count, first_at: at, last_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['channel', 'path'])
          .doUpdateSet({ count: sql`unknown_parts.count + excluded.count`, last_at: sql`excluded.last_at` }),
      )
      .execute()
}

/** Those of most deliveries first. */
export const unknownPartsOf = (db: Reader, channel: Channel, limit: number): Promise<readonly UnknownPart[]> =>
  db
    .selectFrom('unknown_parts')
    .select(['path', 'count', 'first_at as firstAt', 'last_at as lastAt'])
    .where('channel', '=', channel)
    .orderBy('count', 'desc')
    .orderBy('path')
    .limit(limit)
    .execute()
