// What the work on files needs. One object, made once by whoever starts the server.
import type { Connector } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import type { Pipeline } from '../pipeline/types.ts'
import type { Store } from '../store/index.ts'
import type { Reader } from './reader.ts'
import type { Transcribe } from './transcribe.ts'

export type MediaDesk = {
  readonly store: Store
  readonly connectors: readonly Connector[]
  readonly pipeline: Pick<Pipeline, 'receive'>
  /** Folder of the bytes, by content address. */
  readonly folder: string
  readonly reader: Reader
  readonly clock: () => Millis
  /** Most bytes of a paper. */
  readonly largestDocument: number
  /** Whether words in pictures are read. */
  readonly ocr: boolean
  /** Null: voices wait for a person to listen. */
  readonly transcribe: Transcribe | null
}
