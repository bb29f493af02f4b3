// What planning and sending need: the store, the channels, the time.
import type { Channel, Connector } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Store } from '../store/index.ts'
import type { ChannelRules, Template } from './plan.ts'

export type ReplyDesk = {
  readonly store: Store
  readonly connectors: readonly Connector[]
  readonly templates?: readonly Template[]
  readonly clock: () => Millis
}

export const rulesOf = (connectors: readonly Connector[]): ReadonlyMap<Channel, ChannelRules> =>
  new Map(
    connectors.map(({ channel, limits, reply, accounts }) => [
      channel,
      { limits, sends: (account) => reply !== undefined && (accounts === undefined || accounts.includes(account)) },
    ]),
  )
