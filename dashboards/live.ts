// The only file that listens: the server's event stream, read by hand so that every event name is heard and 401 is told apart.
import type { LiveWire } from '../src/http/contract.ts'

export type LiveState = 'open' | 'lost' | 'closed'
type Listeners = { readonly onMessage: (message: LiveWire) => void; readonly onState: (state: LiveState) => void }

const wait = (millis: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, millis)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })

export type Frame = { readonly id: string | null; readonly data: string }

/** One event of the stream; null for a comment or heartbeat. */
export const parseFrame = (text: string): Frame | null => {
  const fields = text.split(/\r?\n/).map((line) => {
    const at = line.indexOf(':')
    return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')]
  })
  const data = fields.filter(([name]) => name === 'data').map(([, value]) => value)
  const id = fields.find(([name]) => name === 'id')?.[1] ?? null
  return data.length === 0 && id === null ? null : { id, data: data.join('\n') }
}

const readMessage = (data: string): LiveWire | null => {
  try {
    const parsed: unknown = JSON.parse(data)
    return typeof parsed === 'object' && parsed !== null && 'kind' in parsed ? (parsed as LiveWire) : null
  } catch {
    return null
  }
}

/** A reader loop, since not every browser can iterate a stream. */
const readStream = async (body: ReadableStream<Uint8Array>, onFrame: (frame: Frame) => void) => {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const parts = `${rest}${decoder.decode(value, { stream: true })}`.split(/\r?\n\r?\n/)
    rest = parts.pop() ?? ''
    for (const frame of parts.map(parseFrame)) if (frame !== null) onFrame(frame)
  }
}

/** Listens until the signal aborts; reconnects from the last event heard, waiting longer each time. */
export const listen = async ({ onMessage, onState }: Listeners, signal: AbortSignal) => {
  let last: string | null = null
  let pause = 500
  const hear = (frame: Frame) => {
    last = frame.id ?? last
    const message = readMessage(frame.data)
    if (message !== null) onMessage(message)
  }
  while (!signal.aborted) {
    const headers: Record<string, string> = { accept: 'text/event-stream' }
    if (last !== null) headers['last-event-id'] = last
    const response = await fetch('/api/v1/events', { headers, signal, credentials: 'same-origin' }).catch(() => null)
    if (response?.status === 401 || response?.status === 403) return onState('closed')
    if (response?.ok && response.body) {
      pause = 500
      onState('open')
      await readStream(response.body, hear).catch(() => undefined)
    }
    if (signal.aborted) return
    onState('lost')
    await wait(pause, signal)
    pause = Math.min(pause * 2, 15_000)
  }
}
