// A case's history as the wire shows it.
import { maskPersonalData } from '../../../dedupe/index.ts'
import { isUndoable } from '../../cases/index.ts'
import type { EventRow } from '../../store/index.ts'
import type { EventWire } from '../contract.ts'
import { iso } from './time.ts'

/** Where an event quotes people. Everything else in it is ids and numbers of ours. */
const quoting = new Set(['text', 'note', 'title', 'before', 'after', 'reason'])

type Quote = (words: string) => string

const masked = (value: unknown, quote: Quote, quoted = false): unknown => {
  if (typeof value === 'string') return quoted ? quote(value) : value
  if (Array.isArray(value)) return value.map((inner) => masked(inner, quote, quoted))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, masked(inner, quote, quoted || quoting.has(name))]),
  )
}

/** `foreign`: of another agency's case, where what people said is withheld. */
export const eventView = (event: EventRow, undone: boolean, foreign: boolean): EventWire => ({
  id: event.id,
  caseId: event.case_id,
  kind: event.kind,
  at: iso(event.at),
  actor: { kind: event.actor_kind, name: event.actor_name },
  data: masked(JSON.parse(event.data), foreign ? () => '' : maskPersonalData) as Record<string, unknown>,
  undoable: !undone && !foreign && isUndoable(event),
})
