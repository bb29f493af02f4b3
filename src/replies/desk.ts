// What planning and sending need: the store, the channels, the time, and how the ministry wants replies to go.
import type { Channel, Connector } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { approvedOn } from '../store/approved-templates.ts'
import type { Reader, Store } from '../store/index.ts'
import { listTemplates, savedPolicy } from '../store/wording.ts'
import type { ChannelRules } from './planned.ts'
import { type Policy, readPolicy } from './policy.ts'
import { mayBeSent, standingOf, type Template } from './template.ts'

export type ReplyDesk = {
  readonly store: Store
  readonly connectors: readonly Connector[]
  readonly clock: () => Millis
  /** Where citizens reach public pages; without it replies carry no link. */
  readonly publicUrl?: string | null
}

export const rulesOf = (connectors: readonly Connector[]): ReadonlyMap<Channel, ChannelRules> =>
  new Map(
    connectors.map(({ channel, limits, reply, accounts }) => [
      channel,
      { limits, sends: (account) => reply !== undefined && (accounts === undefined || accounts.includes(account)) },
    ]),
  )

export const policyOf = async (db: Reader): Promise<Policy> => readPolicy(await savedPolicy(db))

/** The kill switch alone: asked before every call, so it is not worth reading all of the policy. */
export const isStopped = async (db: Reader): Promise<boolean> => {
  const { stopped = false } = (await savedPolicy(db)) as { readonly stopped?: boolean }
  return stopped
}

/** The registry as it may be used: what the platform itself tells of a template, where it was asked, is believed. */
export const templatesOf = async (db: Reader): Promise<readonly Template[]> => {
  const told = await approvedOn(db)
  return (await listTemplates(db))
    .map(({ channel, name, language, category, body, variables }) => ({
      channel,
      name,
      language,
      category,
      body,
      variables: JSON.parse(variables) as Template['variables'],
    }))
    .filter((template) => mayBeSent(standingOf(template, told)))
}
