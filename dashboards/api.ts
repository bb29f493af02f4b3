// The only file that asks the server: one function for each thing a screen needs, typed by the wire contract.
import type {
  CasePostWire,
  CaseWire,
  ConnectorWire,
  EchoesWire,
  EventWire,
  MeWire,
  OverviewWire,
  PostWire,
  ProbesWire,
  ProblemWire,
  ReferenceWire,
  ReplyWire,
  ReviewWire,
} from '../src/http/contract.ts'

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }
export type Query = Readonly<Record<string, string | number | null | undefined>>
type Method = 'POST' | 'PUT' | 'DELETE'

/** The server said no, in words for people; `network` when it could not be reached at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: ProblemWire
  constructor(problem: ProblemWire) {
    super(problem.code)
    this.problem = problem
  }
}

const unreachable: ProblemWire = {
  type: 'about:blank',
  title: 'unreachable',
  status: 0,
  code: 'network',
  ar: 'تعذّر الوصول إلى الخادم.',
  en: 'The server cannot be reached.',
}
const unreadable = (status: number): ProblemWire => ({
  ...unreachable,
  status,
  code: 'unexpected',
  ar: 'ردّ الخادم بما لم نتوقعه.',
  en: 'The server answered with something unexpected.',
})

const base = '/api/v1'
const search = (query: Query) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** `crypto.randomUUID` is missing on plain http in a local network. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('')

const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
  const response = await fetch(`${base}${path}`, { credentials: 'same-origin', ...init }).catch(() => {
    throw new ApiError(unreachable)
  })
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined)
  if (!response.ok) {
    const told = typeof body === 'object' && body !== null && 'code' in body && 'ar' in body
    throw new ApiError(told ? (body as ProblemWire) : unreadable(response.status))
  }
  if (body === undefined) throw new ApiError(unreadable(response.status))
  return body as T
}

export const get = <T>(path: string, query: Query = {}) => ask<T>(`${path}${search(query)}`)
export const send = <T>(path: string, body: unknown, method: Method = 'POST') =>
  ask<T>(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
  })

export type Verdict = 'same' | 'different' | 'not_a_report' | 'skip'
/** Everyone, who joined after the answer, or who got another case's answer. */
export type Audience = 'everyone' | 'late' | 'wrong'
export type SplitAnswer = { readonly source: CaseWire; readonly created: CaseWire }

/** Where the post is after a verdict. */
export type VerdictAnswer = { readonly caseId: string | null }

export const api = {
  me: () => get<MeWire>('/me'),
  signOut: () => send<null>('/session', {}, 'DELETE'),
  setUp: (token: string, name: string, password: string) => send<MeWire>('/setup', { token, name, password }),
  openDemo: (token: string) => send<MeWire>('/demo', { token }),
  reference: () => get<ReferenceWire>('/reference'),
  overview: () => get<OverviewWire>('/stats/overview'),
  cases: (query: Query) => get<Page<CaseWire>>('/cases', query),
  case: (id: string) => get<CaseWire>(`/cases/${id}`),
  casePosts: (id: string, cursor?: string) => get<Page<CasePostWire>>(`/cases/${id}/posts`, { limit: 200, cursor }),
  caseEvents: (id: string, cursor?: string) => get<Page<EventWire>>(`/cases/${id}/events`, { limit: 100, cursor }),
  posts: (query: Query) => get<Page<PostWire>>('/posts', query),
  review: (query: Query) => get<Page<ReviewWire>>('/review', query),
  caseReplies: (id: string) => get<Page<ReplyWire>>(`/cases/${id}/replies`),
  connectors: () => get<Page<ConnectorWire>>('/connectors'),
  connectorVerb: (id: string, verb: 'pause' | 'resume' | 'run') => send<ConnectorWire>(`/connectors/${id}/${verb}`, {}),
  testConnector: (id: string) => send<ProbesWire>(`/connectors/${id}/test`, {}),
  echoes: (hours: number) => get<EchoesWire>('/stats/echoes', { hours }),
  merge: (into: string, from: readonly string[], version: number) =>
    send<CaseWire>(`/cases/${into}/merge`, { from, version }),
  split: (id: string, posts: readonly string[], version: number) =>
    send<SplitAnswer>(`/cases/${id}/split`, { posts, version }),
  undo: (id: string, event: string) => send<unknown>(`/cases/${id}/undo`, { event }),
  assign: (id: string, owner: string | null, version: number) =>
    send<CaseWire>(`/cases/${id}/assign`, { owner, version }),
  setStatus: (id: string, status: string, version: number) =>
    send<CaseWire>(`/cases/${id}/status`, { status, version }),
  verdict: (id: string, answer: Verdict, chosen: string | undefined) =>
    send<VerdictAnswer>(`/review/${id}/verdict`, chosen === undefined ? { answer } : { answer, case: chosen }),
  makeCase: (postId: string, kind?: CaseWire['kind']) => send<CaseWire>(`/posts/${postId}/case`, { kind }),
}
