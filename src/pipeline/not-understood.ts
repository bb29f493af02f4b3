// What a delivery told and no connector of today can read: it is taken all the same, and read again after an upgrade.
import type { ChannelEvent } from '../../connectors/connector.ts'

/** Kinds that a channel hides from everybody, for good (polls, encrypted chats, messages of other apps), or tells once more. */
const hidden: ReadonlySet<string> = new Set(['unsupported', 'chat.received', 'message', 'media_placeholder'])
/** Parts that have lost the shape of what carries them. */
const shapeless: ReadonlySet<string> = new Set(['entry', 'change', 'messaging', 'unknown'])

const isUnknown = ({ kind, type, error }: ChannelEvent): boolean =>
  (kind === 'unsupported' && error === undefined && !hidden.has(type)) || (kind === 'other' && shapeless.has(type))

/** The types, as the channel calls them; undefined where all was understood. */
export const notUnderstood = (events: readonly ChannelEvent[]): string | undefined => {
  const types = new Set(events.filter(isUnknown).map(({ type }) => type))
  return types.size === 0 ? undefined : `unknown: ${[...types].join(', ').slice(0, 200)}`
}
