// An Instagram delivery → events: every entry in any of its three shapes, every change and message of it, in order.
import type { ChannelEvent } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { change as changeSchema, entry as entrySchema } from './api-types.ts'
import { commentEvent, mentionEvent } from './comment.ts'
import { type Heard, otherOf } from './common.ts'
import { directEvents } from './direct.ts'

const changeEvents = (raw: unknown, heard: Heard): readonly ChannelEvent[] => {
  const { data } = changeSchema.safeParse(raw)
  const field = data?.field ?? 'change'
  const value = data?.value
  if (Array.isArray(value)) return value.flatMap((one) => changeEvents({ field, value: one }, heard))
  if (field === 'comments' || field === 'live_comments') return [commentEvent(value, field, heard)]
  if (field === 'mentions') return [mentionEvent(value, heard)]
  // The console's samples and one login product send messages as changes.
  if (isRecord(value) && (value.sender !== undefined || value.recipient !== undefined))
    return directEvents(value, heard)
  return [otherOf(field, heard, value ?? raw)]
}

export const entryEvents = (raw: unknown): readonly ChannelEvent[] => {
  const { data } = entrySchema.safeParse(raw)
  if (data === undefined) return [otherOf('entry', { account: undefined }, raw)]
  const heard = { account: data.id, sentAt: data.time }
  const flat = data.field === undefined ? [] : [{ field: data.field, value: data.value }]
  const events = [
    ...[...data.changes, ...flat].flatMap((change) => changeEvents(change, heard)),
    ...[...data.messaging, ...data.standby].flatMap((item) => directEvents(item, heard)),
  ]
  return events.length === 0 ? [otherOf('entry', heard, raw)] : events
}

/** A change without its envelope: what the console sends as a sample. */
export const looseChange = (raw: unknown, heard: Heard): readonly ChannelEvent[] | null =>
  isRecord(raw) && typeof raw.field === 'string' && raw.value !== undefined ? changeEvents(raw, heard) : null
