// The channels that are asked: pauses, tasks and their runs, allowances, money, renewed tokens, templates.
import type { Channel } from '../../../connectors/connector.ts'
import type { Millis } from '../../model.ts'

export type ConnectorStatesTable = { connector: string; paused_at: Millis | null; paused_by: string | null }

/** Held by one process at a time (lease, attempt as fence); left alone until `quiet_until` where the channel asked for it. */
export type ConnectorTasksTable = { name: string; attempt: number; lease_until: Millis; quiet_until: Millis }

export type ConnectorRunsTable = {
  id: string
  connector: string
  task: string
  started_at: Millis
  /** Null: it runs, or the process that ran it is gone. */
  ended_at: Millis | null
  fetched: number
  fresh: number
  passed_over: number
  fault: string | null
  next_at: Millis | null
}

/** What a channel says may still be asked of one of its doors, and when it counts anew. */
export type AllowancesTable = {
  channel: Channel
  account: string
  endpoint: string
  most: number
  remaining: number
  reset_at: Millis
  seen_at: Millis
}

/** Millionths of a US dollar. */
export type SpendingTable = { channel: Channel; month: string; what: string; count: number; micros: number }

export type ConnectorSecretsTable = {
  name: string
  sealed: string | null
  attempt: number
  lease_until: Millis
  updated_at: Millis
}

export type ApprovedTemplatesTable = {
  channel: Channel
  account: string
  name: string
  language: string
  status: string
  category: string
  body: string
  variables: number
  seen_at: Millis
}

/** Deliveries that held it: a path of names, without what stood there. */
export type UnknownPartsTable = {
  channel: Channel
  path: string
  count: number
  first_at: Millis
  last_at: Millis
}
