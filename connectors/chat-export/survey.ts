// The first pass over a file: what can only be known from all of it, before any message is read for good.
import { ownLine, splitSender } from './body.ts'
import { type Line, splitLines } from './lines.ts'
import { type OrderFinding, watchOrder } from './order.ts'
import { type Dialect, readHead } from './stamp.ts'

export type Survey = {
  /** Null: not one line starts a message. */
  readonly dialect: Dialect | null
  readonly order: OrderFinding
  readonly messages: number
  readonly bytes: number
  /** Who speaks, and how many lines; WhatsApp's own lines are not counted. */
  readonly senders: ReadonlyMap<string, number>
  /** The sender whose phone made the export, where a line gives it away ("You deleted this message"). */
  readonly exporter: string | null
}

const mostSenders = 100_000

type Watch = { readonly order: ReturnType<typeof watchOrder>; readonly senders: Map<string, number>; messages: number }
const watch = (): Watch => ({ order: watchOrder(), senders: new Map(), messages: 0 })

export const surveyChat = () => {
  const lines = splitLines()
  const seen: Record<Dialect, Watch> = { bracket: watch(), dash: watch() }
  let [bytes, exporter] = [0, null as string | null]

  const look = ({ text }: Line): void => {
    const head = readHead(text)
    if (head === null || 'strange' in head) return
    const { order, senders } = seen[head.dialect]
    seen[head.dialect].messages++
    order.see(head.stamp, head.written)
    const split = splitSender(head.rest)
    if (split === null) return
    const own = ownLine(split.said, head.dialect)
    if (own?.kind === 'system' || own?.kind === 'call') return
    if (own?.kind === 'deleted' && own.byExporter) exporter = split.sender
    if (senders.size < mostSenders || senders.has(split.sender))
      senders.set(split.sender, (senders.get(split.sender) ?? 0) + 1)
  }

  return {
    push(chunk: Uint8Array): void {
      bytes += chunk.byteLength
      for (const line of lines.push(chunk)) look(line)
    },
    end(): Survey {
      for (const line of lines.end()) look(line)
      const dialect = seen.dash.messages > seen.bracket.messages ? 'dash' : 'bracket'
      const { order, senders, messages } = seen[dialect]
      return { dialect: messages === 0 ? null : dialect, order: order.finding(), messages, bytes, senders, exporter }
    },
  }
}
