// Asking the server for one's own desk, for figures, and for what people do together at a case.
import type {
  AlertWire,
  BridgeWire,
  CaseAgencyWire,
  CaseWire,
  LabWire,
  LaneWire,
  ManyWire,
  MapWire,
  PastWire,
  PostWire,
  PreferencesWire,
  PresenceWire,
  ReviewDayWire,
  ReviewWire,
  SavedViewWire,
  SecondOpinionWire,
  ServiceRulesWire,
  TrendsWire,
} from '../src/http/contract.ts'
import { get, type Query, send, type Verdict } from './api.ts'

type Items<T> = { readonly items: readonly T[] }
export type Correction = { readonly [Name in 'title' | 'area' | 'place' | 'topic']?: string | null }
export type Many = { cases: readonly string[]; owner?: string | null; agency?: string; status?: CaseWire['status'] }

export const desk = {
  map: (query: Query) => get<MapWire>('/stats/map', query),
  trends: (query: Query) => get<TrendsWire>('/stats/trends', query),
  reviewDay: () => get<ReviewDayWire>('/stats/review'),
  views: () => get<Items<SavedViewWire>>('/me/views'),
  saveView: (name: string, query: string) => send<SavedViewWire>('/me/views', { name, query }),
  dropView: (id: string) => send<null>(`/me/views/${id}`, {}, 'DELETE'),
  preferences: () => get<PreferencesWire>('/me/preferences'),
  prefer: (given: PreferencesWire) => send<PreferencesWire>('/me/preferences', given, 'PUT'),
  alerts: () => get<Items<AlertWire>>('/me/alerts'),
  alertsSeen: () => send<Items<AlertWire>>('/me/alerts/seen', {}),
  serviceRules: () => get<ServiceRulesWire>('/rules/service'),
  setServiceRules: (given: ServiceRulesWire) => send<ServiceRulesWire>('/rules/service', given, 'PUT'),
  many: (given: Many) => send<ManyWire>('/cases/many', given),
  lane: () => get<LaneWire>('/stats/lane'),
  edit: (id: string, correction: Correction, version: number) =>
    send<CaseWire>(`/cases/${id}/edit`, { ...correction, version }),
  spam: (post: string, spam: boolean) => send<PostWire>(`/posts/${post}/spam`, { spam }),
  lab: (accept: number, review: number) => get<LabWire>('/lab', { accept, review }),
  moveLines: (lines: LabWire['on']) => send<{ on: LabWire['on'] }>('/lab/lines', { lines }, 'PUT'),
  note: (id: string, text: string, mentions: readonly string[]) =>
    send<CaseWire>(`/cases/${id}/note`, { text, mentions }),
  bridge: (id: string) => get<BridgeWire>(`/cases/${id}/bridge`),
  past: (id: string, at: string) => get<PastWire>(`/cases/${id}/past`, { at }),
  agencies: (id: string) => get<Items<CaseAgencyWire>>(`/cases/${id}/agencies`),
  askAgency: (id: string, agency: string, does: 'ask' | 'done' | 'again' | 'leave', hours = 24) =>
    send<Items<CaseAgencyWire>>(`/cases/${id}/agencies`, { agency, does, hours }),
  presence: (id: string, writing: boolean, here = true) =>
    send<PresenceWire>(`/cases/${id}/presence`, { writing, here }),
  secondOpinions: () => get<Items<{ id: string }>>('/second-opinions', { limit: 1 }),
  question: (id: string) => get<ReviewWire>(`/review/${id}`),
  giveSecondOpinion: (id: string, answer: Verdict) =>
    send<SecondOpinionWire>(`/review/${id}/second-opinion`, { answer }),
}
