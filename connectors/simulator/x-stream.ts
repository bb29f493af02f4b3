// X's filtered stream, played: rules by their words, one line, heartbeats, and the ways a line ends.
// https://docs.x.com/x-api/posts/filtered-stream/integrate/consume-streaming-data
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Said, World } from './world.ts'
import { matchesQuery, tweetOf, userOf } from './x.ts'

type Rule = { readonly id: string; readonly value: string; readonly tag: string }
type Line = { write(text: string): void; end(): void; destroy(): void }

const beatMs = 20_000

export type XStream = {
  rules(c: Context): Promise<Response>
  open(c: Context<{ Bindings: HttpBindings }>): Response
  /** Tells the line, if a rule wants it. */
  tell(said: Said): void
  /** Ends the line in the way asked for. */
  cut(how: 'close' | 'reset' | 'tear' | 'notice'): void
  close(): void
}

const tooMany = {
  title: 'ConnectionException',
  detail: 'This stream is currently at the maximum allowed connection limit.',
  connection_issue: 'TooManyConnections',
  type: 'https://api.x.com/2/problems/streaming-connection',
}
const disconnect = {
  errors: [
    {
      title: 'operational-disconnect',
      disconnect_type: 'UpstreamOperationalDisconnect',
      detail: 'This stream has been disconnected upstream for operational reasons.',
      type: 'https://api.x.com/2/problems/operational-disconnect',
    },
  ],
}

export const createStream = (world: World): XStream => {
  let rules: readonly Rule[] = []
  const lines = new Set<Line>()
  const beat = setInterval(() => {
    for (const line of lines) line.write('\r\n')
  }, beatMs)
  beat.unref()

  const answered = (c: Context, status: 200 | 201 = 200) =>
    c.json({ ...(rules.length === 0 ? {} : { data: rules }), meta: { result_count: rules.length } }, status)

  const ends: Readonly<Record<Parameters<XStream['cut']>[0], (line: Line) => void>> = {
    close: (line) => line.end(),
    reset: (line) => line.destroy(),
    tear: (line) => {
      line.write('{"data":{"id":"1')
      setTimeout(line.destroy, 20)
    },
    notice: (line) => {
      line.write(`${JSON.stringify(disconnect)}\r\n`)
      line.end()
    },
  }

  /** One open line; it is gone from the list as soon as either side ends it. */
  const lineOf = (outgoing: HttpBindings['outgoing']): ReadableStream<Uint8Array> => {
    const bytes = new TextEncoder()
    let line: Line
    return new ReadableStream({
      start: (controller) => {
        const gone = () => lines.delete(line)
        line = {
          write: (text) => controller.enqueue(bytes.encode(text)),
          end: () => {
            gone()
            controller.close()
          },
          destroy: () => {
            gone()
            outgoing.destroy()
          },
        }
        outgoing.on('close', gone)
        lines.add(line)
        line.write('\r\n')
      },
      cancel: () => void lines.delete(line),
    })
  }

  return {
    rules: async (c) => {
      if (c.req.method === 'GET') return answered(c)
      const body = (await c.req.json().catch(() => ({}))) as {
        add?: readonly { value: string; tag?: string }[]
        delete?: { ids?: readonly string[] }
      }
      rules = rules.filter(({ id }) => !body.delete?.ids?.includes(id))
      rules = [...rules, ...(body.add ?? []).map(({ value, tag = '' }) => ({ id: world.nextId('x'), value, tag }))]
      return answered(c, body.add === undefined ? 200 : 201)
    },
    open: (c) =>
      lines.size > 0
        ? c.json(tooMany, 429)
        : c.body(lineOf(c.env.outgoing), 200, { 'content-type': 'application/json' }),
    tell: (said) => {
      const matching = rules.filter(({ value }) => matchesQuery(value, said.text))
      if (matching.length === 0) return
      const line = { data: tweetOf(world, said), includes: { users: [userOf(said)] }, matching_rules: matching }
      for (const open of lines) open.write(`${JSON.stringify(line)}\r\n`)
    },
    cut: (how) => {
      for (const line of [...lines]) ends[how](line)
    },
    close: () => {
      clearInterval(beat)
      for (const line of [...lines]) line.destroy()
    },
  }
}
