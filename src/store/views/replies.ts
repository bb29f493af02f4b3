// Replies and their deliveries.
import type { CaseId, DeliveryId, ReplyId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { DeliveryRow, ReplyRow } from '../schema.ts'
import { afterKey, cut, type Key, type Rows } from './page.ts'

/** All replies, or those of one case, oldest first. */
export const listReplies = async (
  store: Store,
  caseId: CaseId | null,
  after: Key | null,
  limit: number,
): Promise<Rows<ReplyRow>> => {
  const rows = await store.read
    .selectFrom('replies')
    .selectAll()
    .$if(caseId !== null, (query) => query.where('case_id', '=', caseId!))
    .$if(after !== null, (query) => query.where(afterKey(['at', 'id'], 'asc', after!)))
    .orderBy('at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return cut(rows, limit, ({ at, id }) => [at, id])
}

export const reply = async (store: Store, id: string): Promise<ReplyRow | null> =>
  (await store.read
    .selectFrom('replies')
    .selectAll()
    .where('id', '=', id as ReplyId)
    .executeTakeFirst()) ?? null

export const deliveriesOf = async (
  store: Store,
  ids: readonly ReplyId[],
): Promise<ReadonlyMap<string, readonly DeliveryRow[]>> => {
  if (ids.length === 0) return new Map()
  const rows = await store.read
    .selectFrom('deliveries')
    .selectAll()
    .where('reply_id', 'in', [...ids])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, ({ reply_id }) => reply_id)
}

/** Deliveries that wait for a person's word. */
export const unknownDeliveries = (store: Store, limit: number): Promise<DeliveryRow[]> =>
  store.read
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', 'unknown')
    .orderBy('updated_at')
    .orderBy('id')
    .limit(limit)
    .execute()

const caseIds = (rows: readonly { readonly case_id: CaseId | null }[]): readonly string[] =>
  rows.flatMap(({ case_id }) => case_id ?? [])

/** The cases that a plan, a reply, a delivery or a link between accounts belongs to. */
export const casesOfPlan = async ({ read }: Store, id: string) =>
  caseIds(await read.selectFrom('plans').select('case_id').where('id', '=', id).execute())

export const casesOfReply = async ({ read }: Store, id: string) =>
  caseIds(
    await read
      .selectFrom('replies')
      .select('case_id')
      .where('id', '=', id as ReplyId)
      .execute(),
  )

export const casesOfDelivery = async ({ read }: Store, id: string) =>
  caseIds(
    await read
      .selectFrom('deliveries')
      .select('case_id')
      .where('id', '=', id as DeliveryId)
      .execute(),
  )

export const casesOfLink = async ({ read }: Store, id: string) =>
  caseIds(
    await read
      .selectFrom('links')
      .innerJoin('posts', (join) =>
        join.on((e) =>
          e.or([e('posts.author_id', '=', e.ref('links.one')), e('posts.author_id', '=', e.ref('links.two'))]),
        ),
      )
      .select('posts.case_id')
      .distinct()
      .where('links.id', '=', id)
      .execute(),
  )
