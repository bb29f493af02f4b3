// What an event keeps in its data, so that it can be undone exactly.
import type { CaseId, CaseStatus, ReviewId } from '../model.ts'
import type { CaseRow, EventRow, MemberRow } from '../store/index.ts'
import type { Fixed, Tally } from './golden-record.ts'

/** A case that gave all its posts away; `into` null = into no case. */
export type Folded = {
  readonly case: CaseId
  readonly reference: string
  readonly status: CaseStatus
  readonly posts: number
  readonly into: CaseId | null
}

type Fields = Partial<Pick<CaseRow, 'status' | 'owner' | 'agency'>> & {
  readonly assigned?: Tally['assigned']
  readonly fixed?: Fixed
}

export type Remembered = {
  readonly folded?: readonly Folded[]
  readonly created?: { readonly case: CaseId; readonly reference: string }
  readonly before?: Fields
  readonly after?: Fields
  readonly review?: ReviewId
  /** Memberships that ended, with their reasons; and why posts waited in the lane before. */
  readonly left?: readonly MemberRow[]
  readonly lane?: string | null
  /** The post was added beside its own case. */
  readonly also?: boolean
}

export const remembered = (event: EventRow): Remembered => JSON.parse(event.data) as Remembered

const byPeople: readonly EventRow['kind'][] = ['merged', 'split', 'assigned', 'edited', 'status', 'verdict']

/** What a person did can be taken back; what the machine decided is changed by a merge, a split or a place. */
export const isUndoable = (event: EventRow): boolean =>
  byPeople.includes(event.kind) || (['opened', 'joined'].includes(event.kind) && event.actor_kind !== 'machine')
