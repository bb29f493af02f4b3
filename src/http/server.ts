// What the routes work with. One object, made once by whoever starts the server.
import type { Connector } from '../../connectors/connector.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Pipeline } from '../pipeline/types.ts'
import type { Store } from '../store/index.ts'

export type Server = {
  readonly config: Config
  readonly store: Store
  readonly pipeline: Pipeline
  readonly connectors: readonly Connector[]
  readonly log: Log
  readonly clock: () => number
  /** Folder of the built dashboard. */
  readonly dashboard: string
  /** Bytes of citizens' media, by content address. */
  readonly mediaFolder: string
  readonly demo: boolean
  /** Lets commands on this host act through the API while this process owns the store. */
  readonly hostToken: string
  readonly version: string
}
