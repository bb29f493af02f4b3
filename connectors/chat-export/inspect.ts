// A whole export at once, for `inspect`: what is doubtful stands among the events, so that nothing is left unsaid.
import { type ChannelEvent, ConnectorError, type InspectOptions } from '../connector.ts'
import { unreadLine } from '../edge.ts'
import { sameSender } from './identity.ts'
import { isTimeZone } from './local-time.ts'
import type { Reading } from './mapper.ts'
import { type Read, readChat } from './reader.ts'
import { openChat } from './source.ts'
import { type Survey, surveyChat } from './survey.ts'

const notice = (type: string, message: string): ChannelEvent => ({
  kind: 'unsupported',
  channel: 'chat-export',
  remoteId: type,
  type,
  error: { code: type, message },
})

const eventOf = (read: Read): ChannelEvent =>
  read.kind === 'event' ? read.event : unreadLine('chat-export', read.line, read.reason)

export const ambiguousOrder = (example: string): string =>
  `${example} can be read day first and month first, and the rest of the file does not tell; pass --order dmy, mdy or ymd`

/** One citizen who talks with the ministry, or many. */
export const surfaceOf = ({ senders }: Pick<Survey, 'senders'>, self: readonly string[]): Reading['surface'] => {
  const citizens = [...senders.keys()].filter((sender) => !self.some((name) => sameSender(name, sender)))
  return citizens.length > (self.length > 0 ? 1 : 2) ? 'group' : 'dm'
}

export const checkedZone = (tz: string): string => {
  if (isTimeZone(tz)) return tz
  throw new ConnectorError('chat-export', 'malformed', `tz: ${tz} is no time zone; write one like Asia/Kuwait`)
}

export const inspectChat = (bytes: Uint8Array, options: InspectOptions = {}): readonly ChannelEvent[] => {
  const tz = checkedZone(options.tz ?? 'Asia/Kuwait')
  const pass = surveyChat()
  pass.push(bytes)
  const survey = pass.end()
  if (survey.dialect === null)
    throw new ConnectorError('chat-export', 'malformed', 'no line starts like a message of a WhatsApp chat export')
  const sure = survey.order.kind === 'sure' ? survey.order.order : null
  const order = options.order ?? sure ?? 'dmy'
  const reader = readChat(survey.dialect, {
    tz,
    order,
    self: options.self ?? [],
    surface: surfaceOf(survey, options.self ?? []),
  })
  const events = [...reader.push(bytes), ...reader.end()].map(eventOf)
  if (options.order !== undefined || survey.order.kind === 'sure') return events
  return [notice('ambiguous-dates', ambiguousOrder(survey.order.example)), ...events]
}

/** The same for a file that may be the archive with media. */
export const inspectChatFile = async (path: string, options?: InspectOptions): Promise<readonly ChannelEvent[]> => {
  const source = await openChat(path)
  try {
    return inspectChat(Buffer.concat(await (await source.text()).toArray()), options)
  } finally {
    source.close()
  }
}
