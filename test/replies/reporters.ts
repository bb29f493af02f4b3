import { createConnectors } from '../../connectors/index.ts'
import type { AuthorId, PostId } from '../../src/model.ts'
import { rulesOf } from '../../src/replies/desk.ts'
import { type PlanInput, planReply } from '../../src/replies/plan.ts'
import type { Heard, Planned, Reporter } from '../../src/replies/planned.ts'
import { environment } from './channel.ts'

export const hour = 3_600_000
export const now = Date.UTC(2026, 10, 28, 12)
export const connectors = Object.values(createConnectors(environment))
const accounts = { whatsapp: '1001', instagram: '2002', x: '3003' } as const
export type Named = keyof typeof accounts

let serial = 0
export const post = (channel: Named, surface: string, hoursAgo: number, more: Partial<Heard> = {}): Heard => ({
  id: `p${++serial}` as PostId,
  remoteId: `remote-${serial}`,
  account: accounts[channel],
  surface,
  at: now - hoursAgo * hour,
  language: 'ar',
  summoned: null,
  deleted: false,
  ...more,
})
export const reporter = (channel: Reporter['channel'], ...posts: readonly Heard[]): Reporter => ({
  author: `author-${++serial}` as AuthorId,
  channel,
  remoteId: '96550001234',
  name: 'فهد السالم',
  posts,
})
export const plan = (reporters: readonly Reporter[], more: Partial<PlanInput> = {}) =>
  planReply({
    reporters,
    rules: rulesOf(connectors),
    templates: [],
    texts: { ar: 'تم إصلاح الخط.' },
    about: { reference: 'S-2611-0042', link: null },
    now,
    ...more,
  })
export const outcome = (one: Planned | undefined) =>
  one === undefined ? 'none' : 'route' in one ? one.route : `refused: ${one.refused}`
export const template = {
  channel: 'whatsapp',
  name: 'case_update',
  language: 'ar',
  variables: ['text', 'reference'],
} as const
