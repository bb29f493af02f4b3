import type { CaseId, PostId } from '../../src/model.ts'
import {
  createDeliverer,
  createPlan,
  type ReplyDesk,
  reconcile,
  type Sending,
  sendPlan,
} from '../../src/replies/index.ts'
import { usualPolicy } from '../../src/replies/policy.ts'
import { routeRules } from '../../src/replies/routes.ts'
import { type Store, write } from '../../src/store/index.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { minute, officer, report, type Town, townOn } from '../pipeline/town.ts'
import { played } from './channel.ts'

export const texts = { ar: 'تم إصلاح الحفرة، شكرًا لبلاغكم.' }

export type Street = {
  readonly town: Town
  readonly desk: ReplyDesk
  readonly id: CaseId
  readonly posts: readonly PostId[]
} & Record<'whatsapp' | 'x' | 'instagram', ReturnType<typeof played>>

/** Two neighbours on WhatsApp (one in a burst), one on X, one on Instagram: one case. */
export const street = async (store: Store): Promise<Street> => {
  const channels = { whatsapp: played('whatsapp'), x: played('x'), instagram: played('instagram') }
  const town = townOn(store, { on: { status: reconcile(() => town.clock), read: reconcile(() => town.clock) } })
  const posts = await town.hear(
    report(7001, { by: 'abu-ali', account: '1001' }),
    report(7001, { by: 'abu-ali', account: '1001' }),
    report(7001, { by: 'mona', account: '1001' }),
    report(7001, { by: '555', channel: 'x', account: '3003', surface: 'mention', summoned: true }),
    report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'comment' }),
  )
  const desk = { store, connectors: Object.values(channels).map(({ connector }) => connector), clock: () => town.clock }
  await write(store, (tx) => savePolicy(tx, { ...usualPolicy, delaySeconds: 0 }))
  return { town, desk, id: (await town.caseOf(posts[0]!))!, posts, ...channels }
}

export const answer = async (
  { desk, id }: Pick<Street, 'desk' | 'id'>,
  more: Partial<Parameters<typeof createPlan>[1]> = {},
) => {
  const plan = await createPlan(desk, { case: id, texts, actor: officer, ...more })
  return { plan, reply: replyOf(await sendPlan(desk, { plan: plan.id, actor: officer })) }
}
export const replyOf = (sending: Sending) => {
  if (sending.kind !== 'sent') throw new Error('it waits for approval')
  return sending.reply
}
export const run = async (desk: ReplyDesk) => {
  const deliverer = createDeliverer(desk, { graceMs: 10 * minute })
  while ((await deliverer.turn()) > 0);
}
export const laneOf = (route: keyof typeof routeRules) => ({ name: routeRules[route].lane, paces: [] })
export const states = async (store: Store) =>
  await store.read
    .selectFrom('deliveries')
    .select(['channel', 'state', 'reason', 'attempt', 'key', 'remote_id', 'author_id'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
export const briefly = async (store: Store) =>
  (await states(store)).map(({ channel, state, reason }) => [channel, state, reason].filter(Boolean).join(' '))
