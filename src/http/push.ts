// POST /posts: any system pushes posts in the JSONL shape. Each is checked alone, so that one bad post holds back no other.
import type { Context } from 'hono'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { type LineReading, readPostLine } from '../import/post-line.ts'
import type { Env } from './context.ts'
import type { PushResultWire } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const most = 1000
const account = 'push'

type Given = { readonly value: unknown } | { readonly fault: string }

const parseLine = (line: string, number: number): Given => {
  try {
    return { value: JSON.parse(line) }
  } catch {
    return { fault: `line ${number}: is not JSON; write one JSON object a line` }
  }
}

const parseLines = (text: string): readonly Given[] =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]))

/** One post, a list, or a line each. */
const itemsOf = async (c: Context<Env>): Promise<{ readonly items: readonly Given[]; readonly alone: boolean }> => {
  const type = c.req.header('content-type') ?? ''
  if (/ndjson|jsonl/.test(type)) return { items: parseLines(await c.req.text()), alone: false }
  if (!/\bjson\b/.test(type))
    throw new ProblemError('not-json-type', {
      field: 'content-type',
      fix: {
        en: 'Send `Content-Type: application/json`, or `application/x-ndjson` with one post a line.',
        ar: 'أرسل الترويسة Content-Type: application/json، أو application/x-ndjson بمنشور في كل سطر.',
      },
    })
  const body: unknown = await c.req.json()
  const items = (Array.isArray(body) ? body : [body]).map((value: unknown) => ({ value }))
  return { items, alone: !Array.isArray(body) }
}

type Checked = { readonly events: ChannelEvent[]; readonly skipped: PushResultWire['skipped'] }

const readItem = (item: Given): LineReading =>
  'fault' in item ? { kind: 'skip', reason: item.fault } : readPostLine(item.value, { account, localTime: () => null })

const checked = (items: readonly Given[]): Checked => {
  const events: ChannelEvent[] = []
  const skipped: PushResultWire['skipped'] = []
  items.forEach((item, index) => {
    const reading = readItem(item)
    if (reading.kind === 'event') events.push(reading.event)
    else skipped.push({ index, reason: reading.reason })
  })
  return { events, skipped }
}

const refuse = (reason: string): never => {
  const field = reason.split(':')[0]!
  throw new ProblemError('invalid-request', {
    field,
    detail: reason,
    words: { en: `\`${field}\` is not valid.`, ar: `القيمة \`${field}\` غير صالحة.` },
    fix: { en: `Correct the post: ${reason}.`, ar: `صحّح الحقل \`${field}\` في المنشور ثم أعد الإرسال.` },
  })
}

export const push =
  (server: Server) =>
  async (c: Context<Env>): Promise<Response> => {
    const { items, alone } = await itemsOf(c)
    if (items.length === 0 || items.length > most)
      throw new ProblemError('invalid-request', {
        field: 'body',
        detail: `${items.length} posts`,
        fix: { en: `Send 1 to ${most} posts at a time.`, ar: `أرسل من منشور واحد إلى ${most} منشور في المرة.` },
      })
    const { events, skipped } = checked(items)
    if (alone && skipped.length > 0) refuse(skipped[0]!.reason)
    const received = events.length === 0 ? null : await server.pipeline.receive(events, { account })
    const result: PushResultWire = {
      new: received?.new ?? 0,
      seen: received?.seen ?? 0,
      skipped,
      posts: (received?.events ?? []).flatMap(({ remoteId, postId }) =>
        postId === null ? [] : [{ id: remoteId, postId }],
      ),
    }
    return c.json(result, 200)
  }
