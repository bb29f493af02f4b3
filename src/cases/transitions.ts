// Which status may follow which. Pure.
import type { CaseKind, CaseStatus } from '../model.ts'

type Table = Readonly<Partial<Record<CaseStatus, readonly CaseStatus[]>>>

const matter: Table = {
  open: ['in-progress', 'answered', 'solved', 'closed'],
  'in-progress': ['open', 'answered', 'solved', 'closed'],
  answered: ['in-progress', 'solved', 'closed'],
  solved: ['open', 'closed'],
  closed: ['open'],
}

/** A suggestion is studied before it is decided, and its proposers are told of the decision. */
const suggestion: Table = {
  received: ['under-study'],
  'under-study': ['received', 'adopted', 'declined'],
  adopted: ['under-study', 'told'],
  declined: ['under-study', 'told'],
  told: ['under-study'],
}

const tableOf = (kind: CaseKind): Table => (kind === 'suggestion' ? suggestion : matter)

export const firstStatus = (kind: CaseKind): CaseStatus => (kind === 'suggestion' ? 'received' : 'open')

/** What a person may choose next; nothing for a merged case. */
export const allowedStatuses = (kind: CaseKind, status: CaseStatus): readonly CaseStatus[] =>
  tableOf(kind)[status] ?? []

export const mayFollow = (kind: CaseKind, from: CaseStatus, to: CaseStatus): boolean =>
  allowedStatuses(kind, from).includes(to)

/** Nothing more is expected of the ministry. */
export const isClosed = (status: CaseStatus): boolean => ['solved', 'closed', 'told', 'merged'].includes(status)
