// What the composer and the room of replies ask of the server.
import type {
  AskedPlanWire,
  CasePageWire,
  DraftWire,
  HookWire,
  LinkWire,
  NewHookWire,
  OfferedTemplateWire,
  PlanWire,
  PolicyWire,
  ReplyWire,
  SnippetWire,
  TemplateWire,
  UnknownWire,
  WrongAnswersWire,
} from '../src/http/contract.ts'
import { type Audience, get, type Page, send } from './api.ts'

type Items<T> = Pick<Page<T>, 'items'>
export type PolicyChange = { readonly [K in keyof PolicyWire]?: PolicyWire[K] | Partial<PolicyWire[K]> }
export type NewTemplate = Pick<TemplateWire, 'name' | 'language' | 'body' | 'variables'>
export type NewSnippet = Pick<SnippetWire, 'name' | 'agency' | 'topic' | 'texts'>
export type Planning = { readonly text: string; readonly audience: Audience; readonly publicPost: boolean }

export const replying = {
  plan: (id: string, { text, audience, publicPost }: Planning) =>
    send<PlanWire>(
      `/cases/${id}/replies/plan`,
      audience === 'late' || text === '' ? { audience, publicPost } : { text, audience, publicPost },
    ),
  wrong: (id: string) => get<WrongAnswersWire>(`/cases/${id}/replies/wrong`),
  /** A reply, or a plan that waits for a second person. */
  send: (id: string, planId: string) => send<ReplyWire | AskedPlanWire>(`/cases/${id}/replies`, { planId }),
  takeBack: (id: string) => send<{ cancelled: number }>(`/replies/${id}/cancel`, {}),
  retryAll: (id: string, channel: string) => send<{ retried: number }>(`/replies/${id}/retry`, { channel }),
  retry: (delivery: string) => send<{ retried: number }>(`/deliveries/${delivery}/retry`, {}),
  decide: (delivery: string, ended: 'sent' | 'not-sent') => send<unknown>(`/deliveries/${delivery}/decide`, { ended }),
  draft: (id: string, language: 'ar' | 'en') => send<DraftWire>(`/cases/${id}/replies/draft`, { language }),
  unknown: () => get<Items<UnknownWire>>('/deliveries/unknown'),
  asked: () => get<Items<AskedPlanWire>>('/plans'),
  approve: (plan: string) => send<ReplyWire>(`/plans/${plan}/approve`, {}),
  policy: () => get<PolicyWire>('/reply-policy'),
  changePolicy: (change: PolicyChange) => send<PolicyWire>('/reply-policy', change, 'PUT'),
  templates: () => get<Items<TemplateWire> & { readonly offered: readonly OfferedTemplateWire[] }>('/templates'),
  keepTemplate: (body: NewTemplate) => send<TemplateWire>('/templates', body),
  dropTemplate: (id: string) => send<null>(`/templates/${id}`, {}, 'DELETE'),
  snippets: () => get<Items<SnippetWire>>('/snippets'),
  keepSnippet: (body: NewSnippet) => send<SnippetWire>('/snippets', body),
  dropSnippet: (id: string) => send<null>(`/snippets/${id}`, {}, 'DELETE'),
  page: (id: string) => get<CasePageWire>(`/cases/${id}/page`),
  changePage: (id: string, change: Partial<Pick<CasePageWire, 'published' | 'knownIssue' | 'summary'>>) =>
    send<CasePageWire>(`/cases/${id}/page`, change, 'PUT'),
  hooks: () => get<Items<HookWire>>('/hooks'),
  addHook: (body: Pick<HookWire, 'url' | 'events'>) => send<NewHookWire>('/hooks', body),
  testHook: (id: string) => send<{ status: number }>(`/hooks/${id}/test`, {}),
  dropHook: (id: string) => send<null>(`/hooks/${id}`, {}, 'DELETE'),
  links: () => get<Items<LinkWire>>('/links'),
  caseLinks: (id: string) => get<Items<LinkWire>>(`/cases/${id}/links`),
  link: (id: string, pair: { one: string; two: string; preferred: string }) =>
    send<LinkWire>(`/cases/${id}/links`, pair),
  unlink: (id: string) => send<LinkWire>(`/links/${id}`, {}, 'DELETE'),
}
