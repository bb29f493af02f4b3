// The outbox at work: claims what is due, asks the channel, records how it ended. Exactly-once where the channel can tell,
// at most once where it cannot.
import type { Channel, Connector, DeliveryOutcome, OutgoingReply } from '../../connectors/connector.ts'
import { nameOfError } from '../errors.ts'
import { createLoop } from '../loop.ts'
import type { Millis } from '../model.ts'
import { beginDelivery, claimDeliveries, expireDeliveries, resendUnknown } from '../store/claims.ts'
import { type DeliveryRow, write } from '../store/index.ts'
import { isStopped, type ReplyDesk } from './desk.ts'
import { gathered } from './gathered.ts'
import { heldBack } from './held-back.ts'
import { routeRules } from './routes.ts'
import { createSettle, settledAs, tell } from './settle.ts'

export type DeliveryOptions = {
  /** Most calls of one lane (account and kind of message) under way at once. */
  readonly batch: number
  readonly leaseMs: number
  /** How long one call may take; shorter than the lease. */
  readonly callMs: number
  /** How long a channel that reports back may leave an unknown outcome open before it is sent again. */
  readonly graceMs: number
  readonly idleMs: number
  /** False: as fast as the channels take it (measuring). */
  readonly paced: boolean
  readonly log: (message: string, data: Readonly<Record<string, unknown>>) => void
}
const usual: DeliveryOptions = {
  batch: 40,
  leaseMs: 90_000,
  callMs: 30_000,
  graceMs: 15 * 60_000,
  idleMs: 250,
  paced: true,
  log: () => {},
}

export type Deliverer = {
  /** One round; how many deliveries were tried. */
  turn(): Promise<number>
  start(): void
  /** Ends after the calls in hand. */
  stop(): Promise<void>
}

const outgoing = (row: DeliveryRow, at: Millis): OutgoingReply => {
  const template = row.template === null ? undefined : (JSON.parse(row.template) as OutgoingReply['template'])
  const buttons = row.buttons === null ? undefined : (JSON.parse(row.buttons) as OutgoingReply['buttons'])
  const hours = routeRules[row.route!].humanHours
  const late = hours !== undefined && row.deadline !== null && at > row.deadline - (hours - 24) * 3_600_000
  return {
    route: row.route!,
    account: row.account,
    to: row.recipient!,
    text: row.text,
    key: row.key,
    attempt: row.attempt,
    ...(row.in_reply_to === null ? {} : { inReplyTo: row.in_reply_to }),
    ...(template === undefined ? {} : { template }),
    ...(buttons === undefined ? {} : { buttons }),
    ...(late ? { humanAgent: true } : {}),
  }
}

const reconcilable = (connectors: readonly Connector[]) =>
  connectors.flatMap(({ limits }) => limits.routes.flatMap((rule) => (rule.reconcilable ? [rule.route] : [])))

const call = async (
  connector: Connector | undefined,
  reply: OutgoingReply,
  callMs: number,
): Promise<DeliveryOutcome> => {
  if (connector?.reply === undefined) return { kind: 'refused', code: 'account', reason: 'not-configured' }
  try {
    return await connector.reply(reply, AbortSignal.timeout(callMs))
  } catch (error) {
    // A connector that throws has not said whether the channel took the words.
    return { kind: 'unknown', reason: error instanceof Error ? error.name : 'error' }
  }
}

export const createDeliverer = (desk: ReplyDesk, options: Partial<DeliveryOptions> = {}): Deliverer => {
  const { batch, leaseMs, callMs, graceMs, idleMs, paced, log } = { ...usual, ...options }
  const byChannel = new Map<Channel, Connector>(desk.connectors.map((one) => [one.channel, one]))
  const routes = reconcilable(desk.connectors)
  const settle = createSettle(desk.store)
  const begin = gathered(desk.store, (tx, row: DeliveryRow) => beginDelivery(tx, row, desk.clock()))
  const laneOf = (route: NonNullable<DeliveryRow['route']>) => {
    const { lane: name, paces, perPersonMs } = routeRules[route]
    return { name, paces: paced ? paces : [], ...(paced && perPersonMs !== undefined ? { perPersonMs } : {}) }
  }

  /** The kill switch, asked at most every fifth of a second. */
  let looked = { at: 0, stopped: false }
  const stopped = async (): Promise<boolean> => {
    const now = performance.now()
    if (now - looked.at > 200) looked = { at: now, stopped: await isStopped(desk.store.read) }
    return looked.stopped
  }

  const attempt = async (row: DeliveryRow): Promise<void> => {
    if (!(await begin(row))) return
    // Asked last, so that nothing lies between it and the call.
    const held = await heldBack(desk, row, { at: desk.clock(), stopped: await stopped() })
    if (held === 'lost') return
    if (held !== null) return void (await settle(row, held))
    const outcome = await call(byChannel.get(row.channel), outgoing(row, desk.clock()), callMs)
    await settle(row, settledAs(outcome, row, desk.clock()))
  }

  const claim = async (): Promise<readonly DeliveryRow[]> => {
    const off = await isStopped(desk.store.read)
    return write(desk.store, async (tx) => {
      const at = desk.clock()
      const open = [...(await expireDeliveries(tx, at)), ...(await resendUnknown(tx, routes, at - graceMs, at))]
      for (const row of open) tell(tx, row, at)
      return off ? [] : claimDeliveries(tx, { limit: batch, leaseMs, at, laneOf })
    })
  }
  const turn = async (): Promise<number> => {
    const rows = await claim()
    await Promise.all(rows.map(attempt))
    return rows.length
  }

  const underWay = new Set<Promise<void>>()
  /** A slow call holds up its own delivery and no other. */
  const begun = async (): Promise<number> => {
    const rows = underWay.size < batch * 4 ? await claim() : []
    for (const row of rows) {
      const one: Promise<void> = attempt(row)
        .catch((error: unknown) =>
          log('a delivery was not carried', { channel: row.channel, code: nameOfError(error) }),
        )
        .finally(() => underWay.delete(one))
      underWay.add(one)
    }
    return rows.length
  }
  const loop = createLoop({
    round: begun,
    idleMs,
    failed: (error) => log('deliveries could not be looked for', { code: nameOfError(error) }),
  })
  return {
    turn,
    start: loop.start,
    stop: async () => {
      await loop.stop()
      await Promise.all(underWay)
    },
  }
}
