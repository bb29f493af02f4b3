// The outbox at work: claims what is due, asks the channel, records how it ended. Exactly-once where the channel can tell,
// at most once where it cannot.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Connector, DeliveryOutcome, OutgoingReply } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { standingCase } from '../store/cases.ts'
import { type DeliveryRow, write } from '../store/index.ts'
import { casesOfPosts, claimDeliveries, expireDeliveries, resendUnknown, type Settled } from '../store/replies.ts'
import type { ReplyDesk } from './desk.ts'
import { settle, settledAs, tell } from './settle.ts'

export type DeliveryOptions = {
  readonly batch: number
  readonly leaseMs: number
  /** How long one call may take; shorter than the lease. */
  readonly callMs: number
  /** How long a channel that reports back may leave an unknown outcome open before it is sent again. */
  readonly graceMs: number
  readonly idleMs: number
}
const usual: DeliveryOptions = { batch: 20, leaseMs: 90_000, callMs: 30_000, graceMs: 15 * 60_000, idleMs: 1_000 }

export type Deliverer = {
  /** One round; how many deliveries were tried. */
  turn(): Promise<number>
  start(): void
  /** Ends after the calls in hand. */
  stop(): Promise<void>
}

const outgoing = (row: DeliveryRow): OutgoingReply => ({
  route: row.route!,
  account: row.account,
  to: row.recipient!,
  text: row.text,
  key: row.key,
  ...(row.in_reply_to === null ? {} : { inReplyTo: row.in_reply_to }),
  ...(row.template === null ? {} : { template: JSON.parse(row.template) as NonNullable<OutgoingReply['template']> }),
})

const reconcilable = (connectors: readonly Connector[]) =>
  connectors.flatMap(({ limits }) => limits.routes.flatMap((rule) => (rule.reconcilable ? [rule.route] : [])))

/** What must hold at the moment of sending, not of planning. */
const heldBack = async ({ store }: ReplyDesk, row: DeliveryRow, at: Millis): Promise<Settled | null> => {
  if (row.deadline !== null && row.deadline <= at) return { state: 'refused', reason: 'window-closed', updated_at: at }
  const home = row.post_id === null ? undefined : (await casesOfPosts(store.read, [row.post_id])).get(row.post_id)
  if (home === (await standingCase(store.read, row.case_id))) return null
  return { state: 'cancelled', reason: 'left-the-case', updated_at: at }
}

const call = async (connector: Connector | undefined, row: DeliveryRow, callMs: number): Promise<DeliveryOutcome> => {
  if (connector?.reply === undefined) return { kind: 'refused', code: 'account', reason: 'not-configured' }
  try {
    return await connector.reply(outgoing(row), AbortSignal.timeout(callMs))
  } catch (error) {
    // A connector that throws has not said whether the channel took the words.
    return { kind: 'unknown', reason: error instanceof Error ? error.name : 'error' }
  }
}

export const createDeliverer = (desk: ReplyDesk, options: Partial<DeliveryOptions> = {}): Deliverer => {
  const { batch, leaseMs, callMs, graceMs, idleMs } = { ...usual, ...options }
  const byChannel = new Map<Channel, Connector>(desk.connectors.map((one) => [one.channel, one]))
  const routes = reconcilable(desk.connectors)

  const attempt = async (row: DeliveryRow): Promise<void> => {
    const held = await heldBack(desk, row, desk.clock())
    if (held !== null) return void (await settle(desk.store, row, held))
    const outcome = await call(byChannel.get(row.channel), row, callMs)
    await settle(desk.store, row, settledAs(outcome, row, desk.clock()))
  }

  const turn = async (): Promise<number> => {
    const rows = await write(desk.store, async (tx) => {
      const at = desk.clock()
      const open = [...(await expireDeliveries(tx, at)), ...(await resendUnknown(tx, routes, at - graceMs, at))]
      for (const row of open) tell(tx, row, at)
      return claimDeliveries(tx, batch, leaseMs, at)
    })
    await Promise.all(rows.map(attempt))
    return rows.length
  }

  let running: Promise<void> | null = null
  let stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      const tried = await turn().catch(() => 0)
      if (tried === 0) await sleep(idleMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  return {
    turn,
    start: () => {
      stopping = new AbortController()
      running ??= run()
    },
    stop: async () => {
      stopping.abort()
      await running
      running = null
    },
  }
}
