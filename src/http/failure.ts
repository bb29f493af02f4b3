// From any error to the one problem a caller sees. Nothing of an unexpected error leaves the server but its requestId.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { Log } from '../log.ts'
import { isStoreTrouble } from '../store/faults.ts'
import type { Env } from './context.ts'
import type { ProblemWire } from './contract.ts'
import { conflicts, fixInArabic } from './fixes.ts'
import { type ProblemCode, ProblemError, type ProblemMore, problems } from './problems.ts'

const base = 'urn:sada:problem:'

export const problemBody = (code: ProblemCode, more: ProblemMore, requestId: string): ProblemWire => {
  const entry: { status: number; ar: string; en: string; fix?: { ar: string; en: string } } = problems[code]
  const { ar, en } = more.words ?? entry
  const fix = more.fix ?? entry.fix
  return {
    type: `${base}${code}`,
    title: entry.en,
    status: entry.status,
    code,
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    ar,
    en,
    ...(more.field === undefined ? {} : { field: more.field }),
    ...(fix === undefined ? {} : { fix }),
    requestId,
    ...(more.current === undefined ? {} : { current: more.current }),
  }
}

type Answered = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

const answerOf = (code: ProblemCode, more: ProblemMore, requestId: string): Answered => {
  const body = problemBody(code, more, requestId)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' }
  if (more.retryAfterSeconds !== undefined) headers['retry-after'] = String(more.retryAfterSeconds)
  if (body.status === 401) headers['www-authenticate'] = 'Bearer realm="sada"'
  return { status: body.status, headers, body: JSON.stringify(body) }
}

const inContext = (c: Context<Env>, { status, headers, body }: Answered): Response =>
  c.body(body, status as ContentfulStatusCode, headers)

export const answerProblem = (c: Context<Env>, code: ProblemCode, more: ProblemMore = {}): Response =>
  inContext(c, answerOf(code, more, c.get('requestId') ?? ''))

/** PostgreSQL's class 22: a letter or a number that no column holds. It is the caller's; SQLite just finds nothing. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code)
const unstorable: ProblemMore = {
  fix: {
    en: 'Leave out control characters, and use the cursor as it was given.',
    ar: 'احذف رموز التحكم، واستعمل المؤشر كما أُعطي لك.',
  },
}

const known = (error: unknown): readonly [ProblemCode, ProblemMore] | null => {
  if (error instanceof ProblemError) return [error.code, error.more]
  if (error instanceof NotFoundError) {
    // `case 01a2…`: the first word is the field, the rest is what the caller wrote, and is not said back.
    const field = error.what.split(' ')[0]!
    return ['not-found', { detail: `the ${field} was not found`, field }]
  }
  if (error instanceof ConflictError) {
    const code = error.code === 'version' ? 'version-conflict' : 'conflict'
    return [code, { detail: error.message, current: error.current ?? undefined, ...conflicts[error.code] }]
  }
  if (error instanceof InvalidInputError)
    return [
      'invalid-input',
      {
        detail: error.message,
        field: error.field,
        fix: { en: error.fix, ar: fixInArabic(error.field, error.fix) },
      },
    ]
  if (error instanceof HTTPException) {
    if (error.status === 413) return ['too-large', {}]
    if (error.status === 400) return ['invalid-json', {}]
    if (error.status === 415) return ['not-json-type', {}]
  }
  if (error instanceof SyntaxError) return ['invalid-json', {}]
  if (isUnstorable(error)) return ['invalid-request', unstorable]
  return isStoreTrouble(error) ? ['busy', { retryAfterSeconds: 2 }] : null
}

type Failed = { readonly requestId: string; readonly method: string; readonly log: Log }

export const problemOf = (error: unknown, { requestId, method, log }: Failed): Answered => {
  const found = known(error)
  if (found === null) {
    log.error('a request failed', { requestId, method, error })
    return answerOf('internal', {}, requestId)
  }
  if (found[0] === 'busy') log.error('the store refused', { requestId, error })
  return answerOf(...found, requestId)
}

export const onError =
  (log: Log) =>
  (error: unknown, c: Context<Env>): Response =>
    inContext(c, problemOf(error, { requestId: c.get('requestId') ?? '', method: c.req.method, log }))
