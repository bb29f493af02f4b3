// What the two threads say to each other.
import type { EventRow, StoreOptions } from '../store/index.ts'
import type { Counts } from './types.ts'

export type Begin = { readonly url: string; readonly options: StoreOptions }

export type Asked =
  /** Something was received. */
  { readonly kind: 'nudge' } | { readonly kind: 'drain'; readonly id: number } | { readonly kind: 'stop' }

export type Heard =
  | { readonly kind: 'deciding' }
  | { readonly kind: 'committed'; readonly events: readonly EventRow[] }
  | { readonly kind: 'drained'; readonly id: number; readonly counts: Counts }
  | { readonly kind: 'log'; readonly message: string; readonly data: Readonly<Record<string, unknown>> }
