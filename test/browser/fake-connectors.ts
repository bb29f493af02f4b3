// The fake API's channels: one that works, one that fails, one that rests, one that is not connected.
import type { Hono } from 'hono'
import type { ConnectorWire, ProbesWire, RunWire, TaskWire } from '../../src/http/contract.ts'
import { iso } from './fake-world.ts'

const ago = (minutes: number) => iso(Date.now() - minutes * 60_000)
const run = (part: Partial<RunWire> = {}): RunWire => ({
  startedAt: ago(3),
  endedAt: ago(2),
  fetched: 41,
  new: 7,
  passedOver: 12,
  fault: null,
  nextAt: ago(-1),
  ...part,
})
const task = (name: TaskWire['name'], part: Partial<TaskWire> = {}): TaskWire => ({
  name,
  cron: '* * * * *',
  running: false,
  nextAt: ago(-1),
  quietUntil: null,
  runs: [run()],
  ...part,
})

const nothing = { paused: null, stream: null, allowances: [], budget: null, templates: [], tasks: [], unknown: [] }

const connectors = (): ConnectorWire[] => [
  {
    ...nothing,
    id: 'whatsapp',
    channel: 'whatsapp',
    state: 'running',
    accounts: ['106540352242922'],
    webhook: { path: '/webhooks/whatsapp', configured: true, lastAt: ago(1) },
    tasks: [task('templates')],
    templates: [
      { name: 'case_update', language: 'ar', status: 'APPROVED', category: 'UTILITY', variables: 2 },
      { name: 'case_update', language: 'en', status: 'PENDING', category: 'UTILITY', variables: 2 },
    ],
    unknown: [
      { path: 'entry[].changes[].value.messages[].hologram', deliveries: 12, firstAt: ago(600), lastAt: ago(5) },
    ],
  },
  {
    ...nothing,
    id: 'instagram',
    channel: 'instagram',
    state: 'failing',
    accounts: ['17841400455970028'],
    webhook: { path: '/webhooks/instagram', configured: true, lastAt: null },
    tasks: [task('pull', { runs: [run({ fault: 'auth' })] }), task('complete', { runs: [] })],
  },
  {
    ...nothing,
    id: 'x',
    channel: 'x',
    state: 'running',
    accounts: ['2244994945'],
    webhook: { path: '/webhooks/x', configured: false, lastAt: null },
    stream: { state: 'open', since: ago(60), fault: null },
    tasks: [task('pull', { quietUntil: ago(-9) }), task('recheck', { runs: [run({ endedAt: null })] })],
    allowances: [{ endpoint: 'search (app)', account: '2244994945', limit: 450, remaining: 12, resetAt: ago(-9) }],
    budget: {
      month: '2026-11',
      spentUsd: 86.5,
      capUsd: 100,
      state: 'warning',
      lines: [
        { what: 'post-read', count: 16_800, usd: 84 },
        { what: 'summoned-reply', count: 250, usd: 2.5 },
      ],
    },
  },
  {
    ...nothing,
    id: 'generic',
    channel: 'generic',
    state: 'not-connected',
    accounts: [],
    webhook: { path: '/webhooks/generic', configured: false, lastAt: null },
  },
]

const probes: ProbesWire = {
  ok: false,
  probes: [
    { name: 'instagram.account', ok: true },
    { name: 'instagram.messages', ok: false, problem: 'permission', permission: 'instagram_manage_messages' },
  ],
}

export const answerConnectors = (api: Hono, asked: string[]): void => {
  const items = connectors()
  api.get('/connectors', (c) => c.json({ items, next: null }))
  api.post('/connectors/:id/test', (c) => c.json(probes))
  api.post('/connectors/:id/:verb', (c) => {
    const { id, verb } = c.req.param()
    asked.push(`${verb} ${id}`)
    const at = items.findIndex((item) => item.id === id)
    const paused = verb === 'pause' ? { at: ago(0), by: 'مها العلي' } : null
    const state = verb === 'pause' ? ('paused' as const) : ('running' as const)
    items[at] = { ...items[at]!, ...(verb === 'run' ? {} : { paused, state }) }
    return c.json(items[at])
  })
}
