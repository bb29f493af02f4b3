// What every verb needs, and how what is compared follows what a person changed.

import type { Millis } from '../model.ts'
import type { Store } from '../store/index.ts'
import type { CaseIndex } from './follow.ts'

export type Desk = {
  readonly store: Store
  readonly index: CaseIndex
  readonly clock: () => Millis
}
