// What the routes work with. One object, made once by whoever starts the server.
import type { Connectors } from '../../connectors/index.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Schedule } from '../ops/schedule.ts'
import type { Pipeline } from '../pipeline/types.ts'
import type { ReplyDesk } from '../replies/index.ts'
import type { Nearness } from '../review/index.ts'
import type { Store } from '../store/index.ts'
import type { User } from '../store/users.ts'

export type Server = {
  readonly config: Config
  readonly store: Store
  readonly pipeline: Pipeline
  readonly connectors: Connectors
  readonly replies: ReplyDesk
  /** A second figure beside questions; null = no service is configured. */
  readonly nearness: Nearness | null
  /** What is asked of the channels, and when. */
  readonly schedule: Schedule
  readonly log: Log
  readonly clock: () => number
  /** Folder of the built dashboard. */
  readonly dashboard: string
  /** Bytes of citizens' media, by content address. */
  readonly mediaFolder: string
  /** The demo's own door: whoever has the token is signed in as its user. */
  readonly demo: { readonly token: string; readonly user: User } | null
  /** Lets commands on this host act through the API while this process owns the store. */
  readonly hostToken: string
  readonly version: string
}
