// The channels as connectors: what runs and when, what they allow and cost, what their accounts may do.
import { z } from '@hono/zod-openapi'
import { channelName, iso } from './common.ts'

export const RunView = z
  .object({
    startedAt: iso,
    endedAt: iso.nullable().describe('null = it runs, or its process is gone'),
    fetched: z.int(),
    new: z.int(),
    passedOver: z.int().describe('found by a loose search and about something else'),
    fault: z
      .enum(['network', 'timeout', 'rate', 'budget', 'auth', 'refused', 'malformed', 'server', 'internal'])
      .nullable(),
    nextAt: iso.nullable(),
  })
  .openapi('ConnectorRun')

export const TaskView = z
  .object({
    name: z.enum(['pull', 'complete', 'recheck', 'templates']),
    cron: z.string().describe('Asia/Kuwait'),
    running: z.boolean(),
    nextAt: iso.nullable(),
    quietUntil: iso.nullable().describe('the channel asked to be left alone until then'),
    runs: z.array(RunView).describe('newest first'),
  })
  .openapi('ConnectorTask')

const BudgetView = z.object({
  month: z.string(),
  spentUsd: z.number(),
  capUsd: z.number().nullable(),
  state: z.enum(['ok', 'warning', 'stopped']),
  lines: z.array(z.object({ what: z.string(), count: z.int(), usd: z.number() })),
})

export const ConnectorView = z
  .object({
    id: z.enum(['whatsapp', 'instagram', 'x', 'generic']),
    channel: channelName,
    state: z.enum(['not-connected', 'running', 'paused', 'failing']),
    accounts: z.array(z.string()),
    paused: z.object({ at: iso, by: z.string().nullable() }).nullable(),
    webhook: z.object({ path: z.string(), configured: z.boolean(), lastAt: iso.nullable() }).nullable(),
    stream: z.object({ state: z.enum(['open', 'down']), since: iso, fault: z.string().nullable() }).nullable(),
    tasks: z.array(TaskView),
    allowances: z.array(
      z.object({ endpoint: z.string(), account: z.string(), limit: z.int(), remaining: z.int(), resetAt: iso }),
    ),
    budget: BudgetView.nullable(),
    templates: z.array(
      z.object({
        name: z.string(),
        language: z.string(),
        status: z.string(),
        category: z.string(),
        variables: z.int(),
      }),
    ),
    unknown: z
      .array(z.object({ path: z.string(), deliveries: z.int(), firstAt: iso, lastAt: iso }))
      .describe('what its deliveries held that this version has not heard of: paths and names, never values'),
  })
  .openapi('Connector')

export const ProbesView = z
  .object({
    ok: z.boolean(),
    probes: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        problem: z
          .enum(['token', 'permission', 'not-found', 'rate', 'budget', 'network', 'subscription', 'other'])
          .optional(),
        permission: z.string().optional().describe('what the platform, or the environment, has to give'),
      }),
    ),
  })
  .openapi('ConnectorTest')

export type ConnectorWire = z.infer<typeof ConnectorView>
export type TaskWire = z.infer<typeof TaskView>
export type RunWire = z.infer<typeof RunView>
export type ProbesWire = z.infer<typeof ProbesView>
