// A channel played in memory: it remembers what it took, and fails on command.
import { type Connector, createConnectors, type DeliveryOutcome, type OutgoingReply } from '../../connectors/index.ts'

type Step = DeliveryOutcome | 'lost-after-taken' | (() => Promise<void>)

export type Played = {
  readonly connector: Connector
  /** What the channel took, as its readers see it. */
  readonly taken: OutgoingReply[]
  /** What the next calls end in; then all are sent. A function runs while the call is under way. */
  next(...steps: readonly Step[]): void
}

/** What makes every channel one that can answer. */
export const environment = {
  WHATSAPP_PHONE_NUMBER_ID: '1001',
  WHATSAPP_ACCESS_TOKEN: 't',
  INSTAGRAM_ACCOUNT_ID: '2002',
  INSTAGRAM_ACCESS_TOKEN: 't',
  X_ACCOUNT_ID: '3003',
  X_CONSUMER_KEY: 'k',
  X_CONSUMER_SECRET: 's',
  X_ACCESS_TOKEN: 'a',
  X_ACCESS_SECRET: 's',
}

/** The real connector's rules, with a network of our own. */
export const played = (channel: 'whatsapp' | 'x' | 'instagram'): Played => {
  const taken: OutgoingReply[] = []
  const script: Step[] = []
  const reply = async (outgoing: OutgoingReply): Promise<DeliveryOutcome> => {
    const step = script.shift()
    if (typeof step === 'function') await step()
    else if (step === 'lost-after-taken') {
      taken.push(outgoing)
      return { kind: 'unknown', reason: 'timeout' }
    } else if (step !== undefined && step.kind !== 'sent') return step
    taken.push(outgoing)
    return { kind: 'sent', remoteId: `${channel}.${taken.length}` }
  }
  const connector: Connector = { ...createConnectors(environment)[channel], reply }
  return { connector, taken, next: (...steps) => void script.push(...steps) }
}
