// Posts of a file, received and decided in one transaction: the file itself is what they can be read from again, so they need
// not lie in the inbox first. Twice the same is once, and what a crash cut off comes with the next run, as with every event.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { addToInbox, done } from '../store/inbox.ts'
import type { InboxRow, NewInboxRow, Tx } from '../store/index.ts'
import type { Outcome } from './decide.ts'
import { type Draft, draftOf, type Told, toRead } from './prepare.ts'
import type { Reading, ToRead } from './reading.ts'
import { keyOf, receivedOf, rowOf } from './receive.ts'
import { decideIn, type Turn } from './turn.ts'
import type { Received, Source } from './types.ts'

export type Ahead = {
  readonly events: readonly ChannelEvent[]
  readonly rows: readonly NewInboxRow[]
  readonly drafts: readonly (Draft | null)[]
  readonly readings: Promise<readonly Reading[]>
}

/** A post leaves nothing in its row but that it came; what acts on others may have to wait there for them. */
const taken = (row: NewInboxRow): NewInboxRow => ({
  ...row,
  state: 'done',
  event: row.kind === 'post' ? done : row.event,
})

export const readAll = (
  events: readonly ChannelEvent[],
  source: Source,
  now: Millis,
  read: (posts: readonly ToRead[]) => Promise<readonly Reading[]>,
): Ahead => {
  const whole = events.map((event) => rowOf(event, source, null, now))
  const drafts = whole.map((row, i) => draftOf({ ...row, seq: 0 } as InboxRow, events[i]!))
  const readings = read(drafts.flatMap((draft) => (draft === null ? [] : [toRead(draft)])))
  // Whoever takes the batch hears of it; until then it is nobody's.
  readings.catch(() => {})
  return { events, rows: whole.map(taken), drafts, readings }
}

const toldOf = ({ events, rows, drafts }: Ahead, readings: readonly Reading[], fresh: Map<string, number>): Told[] => {
  const told: Told[] = []
  const begun = new Set<number>()
  let read = 0
  for (const [i, row] of rows.entries()) {
    const draft = drafts[i]!
    const reading = draft === null ? null : readings[read++]!
    const seq = fresh.get(keyOf(row))
    if (seq === undefined || begun.has(seq)) continue
    begun.add(seq)
    const claimed = { ...row, seq } as InboxRow
    told.push({ row: claimed, event: events[i]!, draft: draft && { ...draft, post: { ...draft.post, seq } }, reading })
  }
  return told
}

export const takeAll = async (
  turn: Turn,
  ahead: Ahead,
): Promise<{ readonly received: Received; readonly outcomes: readonly Outcome[] }> => {
  const readings = await ahead.readings
  let fresh = new Map<string, number>()
  const begin = async (tx: Tx) => {
    fresh = new Map(await addToInbox(tx, ahead.rows))
    return { told: toldOf(ahead, readings, fresh) }
  }
  const { outcomes, ended } = await decideIn(turn, begin, (tx) =>
    receivedOf(tx, ahead.events, ahead.rows, new Map(fresh)),
  )
  return { received: ended, outcomes }
}
