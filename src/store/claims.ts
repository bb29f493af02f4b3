// Whose turn it is: deliveries claimed lane by lane within their pace, given up by the dead, tried again where a channel told.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Channel } from '../../connectors/connector.ts'
import type { DeliveryId, Millis } from '../model.ts'
import { addressed } from './addresses.ts'
import { waiting } from './deliveries.ts'
import { nowBy } from './inbox.ts'
import type { DeliveryRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type Lane = {
  readonly name: string
  readonly paces: readonly { readonly count: number; readonly perMs: number }[]
  readonly perPersonMs?: number
}
type Route = NonNullable<DeliveryRow['route']>
export type Claim = {
  /** Most of one lane at once. */
  readonly limit: number
  readonly leaseMs: number
  readonly at: Millis
  readonly laneOf: (route: Route) => Lane
}

/** The row of a pace, locked until the commit; the moment (µs) from which its allowance is whole again. */
const heldSince = async (tx: Tx, name: string): Promise<number> => {
  const { value } = await tx
    .insertInto('counters')
    .values({ name, value: 0 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counters.value` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value)
}

/** A tenth may go at once, the rest evenly: no stretch of `perMs` ever holds more than `count`. */
const paceOf = ({ count, perMs }: Lane['paces'][number]) => {
  const burst = Math.max(1, Math.floor(count / 10))
  return { burst, interval: Math.ceil((perMs * 1000) / Math.max(1, count - burst)) }
}

const roomIn = async (tx: Tx, lane: string, paces: Lane['paces'], at: Millis) => {
  const now = at * 1000
  const rooms: { room: number; name: string; from: number; interval: number }[] = []
  for (const pace of paces) {
    const { burst, interval } = paceOf(pace)
    const name = `pace:${lane}:${pace.perMs}`
    const from = Math.max(now, await heldSince(tx, name))
    rooms.push({ name, from, interval, room: Math.floor((now + burst * interval - from) / interval) })
  }
  const use = async (count: number) => {
    for (const { name, from, interval } of rooms)
      await tx
        .updateTable('counters')
        .set({ value: from + count * interval })
        .where('name', '=', name)
        .execute()
  }
  return { room: Math.min(Number.MAX_SAFE_INTEGER, ...rooms.map(({ room }) => Math.max(0, room))), use }
}

type Group = {
  readonly channel: Channel
  readonly account: string
  readonly routes: readonly Route[]
  readonly lane: Lane
}

const dueGroups = async (tx: Tx, { at, laneOf }: Claim): Promise<readonly Group[]> => {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['channel', 'account', 'route'])
    .distinct()
    .where('state', 'in', [...waiting])
    .where('due_at', '<=', at)
    .execute()
  const groups = Map.groupBy(rows, ({ channel, account, route }) => `${channel}:${account}:${laneOf(route!).name}`)
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [first, ...rest]]) => ({
      channel: first!.channel,
      account: first!.account,
      routes: [first!, ...rest].map(({ route }) => route!),
      lane: laneOf(first!.route!),
    }))
}

/** Each person once, and nobody who was written to just now. */
const candidates = async (tx: Tx, group: Group, { at }: Claim, room: number): Promise<readonly DeliveryId[]> => {
  const { perPersonMs } = group.lane
  const rows = await tx
    .selectFrom('deliveries as mine')
    .select(['id', 'recipient'])
    .where('channel', '=', group.channel)
    .where('account', '=', group.account)
    .where('route', 'in', [...group.routes])
    .where('state', 'in', [...waiting])
    .where('due_at', '<=', at)
    .$if(perPersonMs !== undefined, (query) =>
      query.where(
        ({ not, exists, selectFrom }): Expression<SqlBool> =>
          not(
            exists(
              selectFrom('deliveries as other')
                .select('other.id')
                .whereRef('other.recipient', '=', 'mine.recipient')
                .whereRef('other.account', '=', 'mine.account')
                .where('other.called_at', '>', at - perPersonMs!),
            ),
          ),
      ),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(room)
    .$if(tx.engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute()
  if (perPersonMs === undefined) return rows.map(({ id }) => id)
  return [...Map.groupBy(rows, ({ recipient }) => recipient).values()].map(([first]) => first!.id)
}

/**
 * Takes what is due for `leaseMs`, lane by lane within its pace; the attempt number is the fence against a sender that wakes up
 * late. The pace's row is the lock: two workers do not use one allowance twice.
 */
export const claimDeliveries = async (tx: Tx, claim: Claim): Promise<readonly DeliveryRow[]> => {
  const taken: DeliveryRow[] = []
  for (const group of await dueGroups(tx, claim)) {
    const { room, use } = await roomIn(
      tx,
      `${group.channel}:${group.account}:${group.lane.name}`,
      group.lane.paces,
      claim.at,
    )
    const ids = room < 1 ? [] : await candidates(tx, group, claim, Math.min(room, claim.limit))
    if (ids.length === 0) continue
    const rows = await tx
      .updateTable('deliveries')
      .set({
        state: 'sending',
        attempt: sql`attempt + 1`,
        lease_until: sql`${nowBy(tx.engine)} + ${claim.leaseMs}`,
        called_at: claim.at,
        begun_at: null,
        updated_at: claim.at,
      })
      .where('id', 'in', [...ids])
      .where('state', 'in', [...waiting])
      .returningAll()
      .execute()
    await use(rows.length)
    taken.push(...rows)
  }
  return addressed(tx, taken)
}

/** Right before the call, in a commit of its own; false where the claim ran out or has passed to another: then nothing may leave. */
export const beginDelivery = async (tx: Tx, { id, attempt }: DeliveryRow, at: Millis): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('deliveries')
    .set({ begun_at: at })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'sending')
    .where('lease_until', '>', nowBy(tx.engine))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

/** A sender died. Before the call, its work goes back; between the call and its record, whether the channel took the words is not known. */
export const expireDeliveries = async (tx: Tx, at: Millis): Promise<readonly DeliveryRow[]> => {
  const expire = (begun: boolean, to: Pick<DeliveryRow, 'state' | 'reason'>) =>
    tx
      .updateTable('deliveries')
      .set({ ...to, updated_at: at })
      .where('state', '=', 'sending')
      .where('lease_until', '<=', nowBy(tx.engine))
      .where('begun_at', begun ? 'is not' : 'is', null)
      .returningAll()
      .execute()
  const died = await expire(true, { state: 'unknown', reason: 'sender-died' })
  return [...died, ...(await expire(false, { state: 'retry', reason: 'sender-died' }))]
}

/** Unknown for long, on a channel whose status events would have told: it did not take them. */
export const resendUnknown = (tx: Tx, routes: readonly Route[], before: Millis, at: Millis) =>
  routes.length === 0
    ? Promise.resolve([])
    : tx
        .updateTable('deliveries')
        .set({ state: 'retry', due_at: at, updated_at: at })
        .where('state', '=', 'unknown')
        .where('route', 'in', [...routes])
        .where('updated_at', '<=', before)
        .returningAll()
        .execute()
