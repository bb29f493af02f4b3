// What every handler finds in its request, and how routes are declared.

import type { HttpBindings } from '@hono/node-server'
import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Actor } from '../model.ts'
import { Problem } from './contract.ts'
import { invalid } from './invalid.ts'
import { pathOf } from './paths.ts'
import { ProblemError } from './problems.ts'

/** Who is asking: a person with a session, or a program with a token; and what he is bound to. */
export type Who = Extract<Actor, { kind: 'user' | 'token' }> & {
  /** Ids of agencies; null = all. */
  readonly agencies: readonly string[] | null
  /** Fewer than the role has; null = all of them. */
  readonly rights: readonly string[] | null
}

export type Env = {
  Bindings: Partial<HttpBindings>
  Variables: { requestId: string; who: Who | null; sessionId: string | null; limited: boolean }
}
export type App = OpenAPIHono<Env>

const targets: Readonly<Record<string, string>> = { json: 'body', query: 'query', param: 'path', header: 'header' }

export const newApp = (): App =>
  new OpenAPIHono<Env>({
    getPath: pathOf,
    defaultHook: (result) => {
      if (!result.success) throw new ProblemError('invalid-request', invalid(result.error, targets[result.target]))
    },
  })

const problem = {
  description: 'RFC 9457 problem with a stable `code`, in Arabic and English',
  content: { 'application/problem+json': { schema: Problem } },
} as const

type Answers = RouteConfig['responses']

/** A route of the API: every one may answer a problem, and errors reach it only by being thrown. */
export const route = <P extends string, R extends Omit<RouteConfig, 'path'> & { path: P }>(config: R) =>
  createRoute({ ...config, responses: { ...config.responses, default: problem } as R['responses'] & Answers })

export const jsonBody = <T>(schema: T) => ({ required: true, content: { 'application/json': { schema } } }) as const
export const jsonAnswer = <T>(schema: T, description = 'done') =>
  ({ description, content: { 'application/json': { schema } } }) as const

/** The guard has let the request through, so somebody is asking. */
export const whoOf = (c: { get(name: 'who'): Who | null }): Who => {
  const who = c.get('who')
  if (who === null) throw new ProblemError('not-signed-in')
  return who
}
