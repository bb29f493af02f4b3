// The house's own rules: names and words it added to what the matcher knows, the agencies its topics go to, and how it calls both.
import type {
  AdditionBodyWire,
  AdditionMadeWire,
  AdditionPreviewWire,
  AdditionsWire,
  NameBodyWire,
  NamedWire,
  TopicAgencyWire,
  TopicGivenWire,
  TopicWouldWire,
  WouldChangeWire,
} from '../src/http/contract.ts'
import { get, send } from './api.ts'

export const rules = {
  additions: () => get<AdditionsWire>('/additions'),
  wouldChange: (given: AdditionPreviewWire) => send<WouldChangeWire>('/additions/preview', given),
  add: (given: AdditionBodyWire) => send<AdditionMadeWire>('/additions', given),
  takeBack: (id: string) => send<AdditionMadeWire>(`/additions/${id}`, {}, 'DELETE'),
  topicOpen: (topic: string) => get<TopicWouldWire>(`/topics/${topic}/open`),
  giveTopic: (topic: string, given: TopicAgencyWire) => send<TopicGivenWire>(`/topics/${topic}/agency`, given, 'PUT'),
  retireTopic: (topic: string, retired: boolean) =>
    send<{ retired: boolean }>(`/topics/${topic}/retired`, { retired }, 'PUT'),
  rename: (kind: 'topics' | 'agencies', id: string, name: NameBodyWire) =>
    send<NamedWire>(`/${kind}/${id}/name`, name, 'PUT'),
}
