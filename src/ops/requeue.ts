// After an upgrade: bodies that could not be read are read again by today's connectors, and failed events have another turn.
import type { Connectors, Webhook } from '../../connectors/index.ts'
import { notUnderstood } from '../pipeline/not-understood.ts'
import type { Pipeline } from '../pipeline/types.ts'
import { type Store, write } from '../store/index.ts'
import { unreadBodies, wakeFailed, wasRead } from '../store/quarantine.ts'

export type Requeued = {
  /** Bodies that are read now, and the events in them that were new. */
  readonly read: number
  readonly events: number
  /** Bodies that still cannot be read, or not all of them. */
  readonly unread: number
  /** Failed events that are tried again. */
  readonly retried: number
}

type Parts = { readonly store: Store; readonly pipeline: Pipeline; readonly connectors: Connectors }

const page = 100

const webhookOf = (connectors: Connectors, channel: string): Webhook | undefined =>
  Object.values(connectors).find((one) => one.channel === channel)?.webhook

export const requeue = async ({ store, pipeline, connectors }: Parts, channel: string | null): Promise<Requeued> => {
  let [read, events, unread] = [0, 0, 0]
  for (let after = ''; ; ) {
    const bodies = await unreadBodies(store.read, channel, after, page)
    for (const { id, account, body, channel: of } of bodies) {
      const parsed = webhookOf(connectors, of)?.parse(Buffer.from(store.read.keys.open('receipt', body!)))
      if (parsed?.kind !== 'events') {
        unread++
        continue
      }
      // Received first: a crash between the two reads it once more, and the same event twice is one.
      events += (await pipeline.receive(parsed.events, { account, receipt: id })).new
      if (notUnderstood(parsed.events) !== undefined) {
        unread++
        continue
      }
      await write(store, (tx) => wasRead(tx, id))
      read++
    }
    if (bodies.length < page) break
    after = bodies.at(-1)!.id
  }
  const retried = await write(store, (tx) => wakeFailed(tx, channel))
  pipeline.nudge()
  return { read, events, unread, retried }
}
