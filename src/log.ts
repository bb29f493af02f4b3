// Structured logs on stderr. Fields are an allow-list: what a citizen wrote, numbers and tokens have no place to stand in.
import { type DestinationStream, pino } from 'pino'

export type Fields = {
  readonly requestId?: string
  readonly method?: string
  /** The route's pattern, never the path: ids and queries stay out. */
  readonly route?: string
  readonly status?: number
  readonly ms?: number
  readonly channel?: string
  readonly code?: string
  readonly count?: number
  readonly job?: string
  readonly attempt?: number
  readonly id?: string
  readonly port?: number
  readonly version?: string
  readonly error?: unknown
}
const allowed = new Set<string>([
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'channel',
  'code',
  'count',
  'job',
  'attempt',
  'id',
  'port',
  'version',
])

/** Digits of any script that could be a phone number, a civil id or a token's tail. */
const longNumber = /(?:[+＋]?[\d٠-٩۰-۹][\s\-().]*){7,}/g
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i
const safe = (value: unknown): unknown =>
  typeof value === 'string' && !uuid.test(value) ? value.replace(longNumber, '•••').slice(0, 300) : value

/** An error's message may quote what a citizen wrote: its name, code and the lines of our own code tell enough. */
const safeError = (error: unknown) => {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, ...(code === undefined ? {} : { code }), at: at.slice(0, 8).map((line) => line.trim()) }
}

export const safeFields = (fields: Fields): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => allowed.has(name))
      .map(([name, value]) => [name, safe(value)]),
  ),
  ...(fields.error === undefined ? {} : { error: safeError(fields.error) }),
})

type Say = (event: string, fields?: Fields) => void
export type Log = { readonly info: Say; readonly warn: Say; readonly error: Say }

/** `event` is one of our own short sentences, written in the source. */
export const createLog = (level: 'info' | 'warn' | 'error' | 'silent', to?: DestinationStream): Log => {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to ?? pino.destination(2))
  const say =
    (name: 'info' | 'warn' | 'error'): Say =>
    (event, fields = {}) =>
      logger[name](safeFields(fields), event)
  return { info: say('info'), warn: say('warn'), error: say('error') }
}
