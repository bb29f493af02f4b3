// A chat export, opened: surveyed once, so that what a person must say is asked before anything is imported.
import {
  ambiguousOrder,
  type ChatSource,
  type Order,
  openChat,
  readChat,
  type Survey,
  sameSender,
  surfaceOf,
  surveyChat,
} from '../../connectors/index.ts'
import type { Files, Item, Reading } from './item.ts'

export type ChatOptions = {
  readonly account: string
  readonly tz: string
  readonly order?: Order
  /** The ministry's own senders; empty = it did not speak here; absent = not told. */
  readonly self?: readonly string[]
}

export type ChatOpening =
  | { readonly kind: 'ready'; readonly reading: Reading; readonly strangers: readonly string[] }
  | { readonly kind: 'whose'; readonly survey: Survey }
  | { readonly kind: 'unclear'; readonly reason: string }

const survey = async (source: ChatSource): Promise<Survey> => {
  const pass = surveyChat()
  for await (const chunk of await source.text()) pass.push(chunk)
  return pass.end()
}

const kinds: Readonly<Record<string, string>> = {
  system: "WhatsApp's own line",
  call: 'a call',
  deleted: 'a deleted message',
  unreadable: 'content the export does not hold (poll, view once, live location)',
}

const filesOf = (source: ChatSource, event: Extract<Item, { kind: 'event' }>['event']): Files | undefined => {
  const found = (event.media ?? []).flatMap(({ filename }, position) => {
    const file = filename === undefined ? undefined : source.media.get(filename)
    return file === undefined ? [] : [[position, () => file.open()] as const]
  })
  return found.length === 0 ? undefined : new Map(found)
}

const itemOf = (
  source: ChatSource,
  read: ReturnType<ReturnType<typeof readChat>['push']> extends Generator<infer R> ? R : never,
): Item => {
  if (read.kind === 'fault') return { kind: 'skip', line: read.line, reason: read.reason }
  const { event, line } = read
  if (event.kind !== 'post' && event.kind !== 'echo')
    return { kind: 'skip', line, reason: kinds[event.type] ?? 'a message without content' }
  const files = filesOf(source, event)
  return files === undefined ? { kind: 'event', line, event } : { kind: 'event', line, event, files }
}

const readingOf = (source: ChatSource, chat: ReturnType<typeof readChat>): Reading => {
  let read = 0
  const items = async function* (): AsyncGenerator<Item> {
    for await (const chunk of await source.text()) {
      read += chunk.length
      for (const one of chat.push(chunk)) yield itemOf(source, one)
    }
    for (const one of chat.end()) yield itemOf(source, one)
  }
  return { size: source.size, read: () => read, items: items(), close: source.close }
}

const opened = async (source: ChatSource, options: ChatOptions): Promise<ChatOpening> => {
  const found = await survey(source)
  if (found.dialect === null)
    return { kind: 'unclear', reason: 'no line starts like a message of a WhatsApp chat export' }
  const order = options.order ?? (found.order.kind === 'sure' ? found.order.order : null)
  if (order === null)
    return { kind: 'unclear', reason: found.order.kind === 'ambiguous' ? ambiguousOrder(found.order.example) : '' }
  if (options.self === undefined) return { kind: 'whose', survey: found }
  const { self, tz, account } = options
  const strangers = self.filter((name) => ![...found.senders.keys()].some((sender) => sameSender(name, sender)))
  // A mistyped name would make posts of the ministry's own lines; where one person speaks, nobody is mistaken.
  if (self.length > 0 && strangers.length === self.length && found.senders.size > 1)
    return { kind: 'whose', survey: found }
  const chat = readChat(found.dialect, { tz, order, self, account, surface: surfaceOf(found, self) })
  return { kind: 'ready', reading: readingOf(source, chat), strangers }
}

export const readChatFile = async (path: string, options: ChatOptions): Promise<ChatOpening> => {
  const source = await openChat(path)
  try {
    const opening = await opened(source, options)
    if (opening.kind !== 'ready') source.close()
    return opening
  } catch (error) {
    source.close()
    throw error
  }
}
