// Messages a channel has approved in advance, as it told them last.
import type { ApprovedTemplate, Channel } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { Tx } from './tx.ts'

/** Those it no longer tells of are gone. */
export const saveTemplates = async (
  tx: Tx,
  channel: Channel,
  templates: readonly ApprovedTemplate[],
  now: Millis,
): Promise<void> => {
  await tx.deleteFrom('approved_templates').where('channel', '=', channel).execute()
  const rows = templates.map((one) => ({ channel, ...one, seen_at: now }))
  for (const chunk of inChunks(rows)) await tx.insertInto('approved_templates').values(chunk).execute()
}

export const templatesOf = (db: Reader, channel: Channel): Promise<readonly ApprovedTemplate[]> =>
  db
    .selectFrom('approved_templates')
    .select(['account', 'name', 'language', 'status', 'category', 'body', 'variables'])
    .where('channel', '=', channel)
    .orderBy('name')
    .orderBy('language')
    .execute()

/** Those of every channel that was asked. */
export const approvedOn = async (db: Reader): Promise<ReadonlyMap<Channel, readonly ApprovedTemplate[]>> => {
  const rows = await db
    .selectFrom('approved_templates')
    .select(['channel', 'account', 'name', 'language', 'status', 'category', 'body', 'variables'])
    .orderBy('name')
    .orderBy('language')
    .execute()
  return Map.groupBy(rows, ({ channel }) => channel as Channel)
}
