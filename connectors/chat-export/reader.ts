// The second pass: a surveyed file to events and faults, piece by piece, in constant memory.
import type { ChannelEvent } from '../connector.ts'
import { type Line, splitLines } from './lines.ts'
import { mapMessages, type Reading } from './mapper.ts'
import { type Fault, gatherMessages, type Item } from './messages.ts'
import type { Dialect } from './stamp.ts'

export type Read =
  | { readonly kind: 'event'; readonly line: number; readonly event: ChannelEvent }
  | ({ readonly kind: 'fault' } & Fault)

export const readChat = (dialect: Dialect, reading: Reading) => {
  const lines = splitLines()
  const messages = gatherMessages(dialect)
  const map = mapMessages(reading)

  const told = function* (items: Iterable<Item>): Generator<Read> {
    for (const item of items) {
      if (item.kind === 'fault') yield item
      else yield { line: item.message.line, ...map(item.message) }
    }
  }
  const follow = function* (found: Iterable<Line>): Generator<Read> {
    for (const line of found) yield* told(messages.push(line))
  }

  return {
    push: (bytes: Uint8Array): Generator<Read> => follow(lines.push(bytes)),
    *end(): Generator<Read> {
      yield* follow(lines.end())
      yield* told(messages.end())
    },
  }
}
