// WhatsApp chat exports: the connector that needs no account, and the way the first real posts come in.
import type { Connector } from '../connector.ts'
import { inspectChat } from './inspect.ts'

export type { ArchiveFile } from './archive.ts'
export { phoneOf, sameSender } from './identity.ts'
export { ambiguousOrder, checkedZone, inspectChatFile, surfaceOf } from './inspect.ts'
export { splitLines } from './lines.ts'
export type { Order } from './order.ts'
export { readChat } from './reader.ts'
export { type ChatSource, openChat } from './source.ts'
export { type Survey, surveyChat } from './survey.ts'
export { readWrittenTime, watchWrittenTimes } from './written-time.ts'

export const chatExport: Connector = {
  channel: 'chat-export',
  /** An export names people as the phone's owner saved them: there is no address to answer to. */
  limits: { routes: [] },
  inspect: inspectChat,
}
