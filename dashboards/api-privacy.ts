// What the screens of people's own rights ask of the server: revealing, erasing, handing over, and how long things are kept.
import type {
  ErasedWire,
  ErasureBodyWire,
  ErasureCountWire,
  ErasureWire,
  HeldWire,
  RetentionBodyWire,
  RetentionPreviewWire,
  RetentionWire,
  RevealedWire,
  RevealStopWire,
} from '../src/http/contract.ts'
import { get, type Page, send } from './api.ts'

type Subject = Extract<ErasureBodyWire, { author: string }>

export const privacy = {
  reveal: (author: string, reason: string) => send<RevealedWire>(`/authors/${author}/reveal`, { reason }),
  count: (subject: ErasureBodyWire) => send<ErasureCountWire>('/erasures/count', subject),
  erase: (subject: ErasureBodyWire) => send<ErasedWire>('/erasures', subject),
  erasures: (cursor?: string) => get<Page<ErasureWire>>('/erasures', { limit: 20, cursor }),
  held: (subject: Subject) => send<HeldWire>('/subjects/export', subject),
  stops: () => get<Page<RevealStopWire>>('/reveal-stops'),
  lift: (id: string) => send<null>(`/reveal-stops/${id}`, {}, 'DELETE'),
  retention: () => get<RetentionWire>('/retention'),
  wouldGo: (days: RetentionBodyWire) => send<RetentionPreviewWire>('/retention/preview', days),
  keepFor: (days: RetentionBodyWire) => send<RetentionWire>('/retention', days, 'PUT'),
}
