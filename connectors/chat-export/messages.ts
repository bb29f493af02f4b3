// Lines to messages: a head opens one, lines without a head belong to it, nothing is dropped unreported.
import type { Line } from './lines.ts'
import { type Dialect, type Head, readHead } from './stamp.ts'

export type Message = { readonly line: number; readonly head: Head; readonly rest: string }
export type Fault = { readonly line: number; readonly reason: string }
export type Item = { readonly kind: 'message'; readonly message: Message } | ({ readonly kind: 'fault' } & Fault)

/** WhatsApp's own limit; what is longer is not one message. */
const longestText = 65_536

type Open = { readonly line: number; readonly head: Head; readonly parts: string[]; size: number }

const close = (open: Open): Item => ({
  kind: 'message',
  message: { line: open.line, head: open.head, rest: open.parts.join('\n') },
})

/** Heads of the other dialect are text that was pasted from another export. */
export const gatherMessages = (dialect: Dialect) => {
  let open: Open | null = null

  const follow = (line: Line): Item | null => {
    if (open === null) {
      return line.text.trim() === ''
        ? null
        : { kind: 'fault', line: line.number, reason: 'text before the first message' }
    }
    open.size += line.text.length + 1
    if (open.size > longestText)
      return { kind: 'fault', line: line.number, reason: `beyond ${longestText} characters of one message` }
    open.parts.push(line.text)
    return null
  }

  return {
    *push(line: Line): Generator<Item> {
      const head = readHead(line.text)
      if (head !== null && !('strange' in head) && head.dialect === dialect) {
        if (open !== null) yield close(open)
        open = { line: line.number, head, parts: [head.rest], size: head.rest.length }
      } else {
        const fault = follow(line)
        if (fault !== null) yield fault
      }
      if (line.cut) yield { kind: 'fault', line: line.number, reason: 'longer than any message: its end was not read' }
      if (head !== null && 'strange' in head && head.dialect === dialect)
        yield {
          kind: 'fault',
          line: line.number,
          reason: `looks like the start of a message, but ${head.strange}: read as text`,
        }
    },
    *end(): Generator<Item> {
      if (open !== null) yield close(open)
      open = null
    },
  }
}
