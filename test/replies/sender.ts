// A sender of its own, to be killed: `node sender.ts STORE PROVIDER` delivers until nothing more can be done.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, DeliveryOutcome, ReplyRoute } from '../../connectors/connector.ts'
import { createDeliverer } from '../../src/replies/deliver.ts'
import { openStore } from '../../src/store/index.ts'

const [, , url, provider] = process.argv
const overNetwork = (channel: 'whatsapp' | 'x' | 'instagram', route: ReplyRoute, reconcilable: boolean): Connector => ({
  channel,
  limits: {
    routes: [
      {
        route,
        public: false,
        windowHours: null,
        length: { max: 4096, unit: 'characters' },
        surfaces: [],
        reconcilable,
      },
    ],
  },
  inspect: () => [],
  reply: async ({ key }, signal): Promise<DeliveryOutcome> => {
    const answer = await fetch(`${provider}/${channel}/${key}`, { method: 'POST', signal })
    return { kind: 'sent', remoteId: await answer.text() }
  },
})

const store = await openStore(url!)
const connectors = [
  overNetwork('whatsapp', 'whatsapp-session', true),
  overNetwork('x', 'x-reply', false),
  overNetwork('instagram', 'instagram-dm', false),
]
const desk = { store, connectors, clock: Date.now }
const deliverer = createDeliverer(desk, { batch: 2, leaseMs: 3000, callMs: 2000, graceMs: 6000, paced: false })

const open = async (): Promise<boolean> => {
  const row = await store.read
    .selectFrom('deliveries')
    .select('id')
    .where((e) =>
      e.or([
        e('state', 'in', ['planned', 'retry', 'sending']),
        e.and([e('state', '=', 'unknown'), e('channel', '=', 'whatsapp')]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
while (await open()) if ((await deliverer.turn()) === 0) await sleep(50)
await store.close()
