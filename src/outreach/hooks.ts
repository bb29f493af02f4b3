// Other systems are told what happens to cases: signed, tried again for three days, never with anything about a person.
import { reach } from '../../connectors/outbound.ts'
import { nameOfError } from '../errors.ts'
import { createLoop } from '../loop.ts'
import type { CaseId } from '../model.ts'
import { findCase } from '../store/cases.ts'
import { type CaseRow, type EventRow, type HookRow, type Store, type Tx, write } from '../store/index.ts'
import { claimJobs, enqueue, failJob, finishJob, type Job } from '../store/jobs.ts'
import { findHook, hookAnswered, listHooks } from '../store/pages.ts'
import { createFollower, type Follower, type Following } from './follower.ts'
import { signed } from './sign.ts'

export const hookEvents = ['case.opened', 'case.merged', 'case.split', 'case.replied', 'case.closed'] as const
export type HookEvent = (typeof hookEvents)[number]

type Data = Readonly<Record<string, unknown>>

const typeOf = ({ kind, data }: EventRow): HookEvent | null => {
  if (kind === 'opened') return 'case.opened'
  if (kind === 'merged') return 'case.merged'
  if (kind === 'split') return 'case.split'
  if (kind === 'reply-sent') return 'case.replied'
  const { after } = JSON.parse(data) as { readonly after?: { readonly status?: string } }
  return kind === 'status' && (after?.status === 'closed' || after?.status === 'solved') ? 'case.closed' : null
}

const told = [
  'id',
  'reference',
  'kind',
  'status',
  'agency',
  'area',
  'block',
  'topic',
  'posts',
  'authors',
] as const satisfies readonly (keyof CaseRow)[]

const caseData = (row: CaseRow): Data => ({
  ...Object.fromEntries(told.map((name) => [name, row[name]])),
  mergedInto: row.merged_into,
})

/** Of what the event remembers, only what names cases and replies. */
const detail = (type: HookEvent, data: Data): Data => {
  if (type === 'case.merged') return { from: ((data.folded ?? []) as { case: CaseId }[]).map((one) => one.case) }
  if (type === 'case.split') return { created: (data.created as { case?: CaseId } | undefined)?.case ?? null }
  if (type === 'case.replied') return { reply: data.reply, deliveries: data.deliveries, refused: data.refused }
  return {}
}

export const hookBody = (type: HookEvent, row: CaseRow, at: number, data: Data): string =>
  JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: { case: caseData(row), ...detail(type, data) },
  })

type Call = { readonly hook: string; readonly id: string; readonly body: string }

const queue = async (tx: Tx, events: readonly EventRow[], now: number): Promise<void> => {
  const hooks = (await listHooks(tx)).filter(({ stopped_at }) => stopped_at === null)
  if (hooks.length === 0) return
  for (const event of events) {
    const type = typeOf(event)
    const row = type === null || event.case_id === null ? undefined : await findCase(tx, event.case_id)
    if (type === null || row === undefined) continue
    const body = hookBody(type, row, event.at, JSON.parse(event.data) as Data)
    for (const hook of hooks.filter((one) => (JSON.parse(one.events) as readonly string[]).includes(type)))
      await enqueue(tx, { kind: 'hook', at: now, payload: { hook: hook.id, id: event.id, body } satisfies Call })
  }
}

const second = 1000
const hour = 3_600_000
const waits = [5 * second, 300 * second, hour / 2, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
const callMs = 15_000

/**
 * The answer's status; 0 = none came. Nothing of its body is read, and it leads nowhere else. Any public https address is
 * called; one in a private network only where the configuration names its origin (`inner`).
 */
export const callHook = async (
  hook: Pick<HookRow, 'url'>,
  headers: Readonly<Record<string, string>>,
  body: string,
  inner: readonly string[],
) => {
  try {
    const asked = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'sada-webhooks', ...headers },
      body,
      signal: AbortSignal.timeout(callMs),
    }
    const response = await reach(hook.url, asked, { configured: inner, hosts: ['*'] })
    await response.body?.cancel()
    return response.status
  } catch {
    return 0
  }
}

const gone = 410

const deliver = async (store: Store, job: Job, clock: () => number, inner: readonly string[]): Promise<void> => {
  const { hook: name, id, body } = job.payload as Call
  const hook = await findHook(store.read, name)
  if (hook === undefined || hook.stopped_at !== null) return void (await write(store, (tx) => finishJob(tx, job)))
  const secret = store.read.keys.open('hook', hook.secret)
  const status = await callHook(hook, signed(secret, id, Math.floor(clock() / 1000), body), body, inner)
  await write(store, async (tx) => {
    const at = clock()
    await hookAnswered(tx, hook.id, { status, at, stop: status === gone })
    if ((status >= 200 && status < 300) || status === gone) return finishJob(tx, job)
    const wait = waits[job.attempt - 1]
    return failJob(tx, job, `answered ${status}`, wait === undefined ? null : at + wait)
  })
}

/** The log is followed in one loop and the calls are made in another: a system that hangs holds up nobody else's news. */
export const createHooks = (
  store: Store,
  clock: () => number,
  inner: readonly string[] = [],
  log: NonNullable<Following['log']> = () => {},
): Follower => {
  const handle = (tx: Tx, events: readonly EventRow[]) => queue(tx, events, clock())
  const follower = createFollower({ store, clock, name: 'hooks', handle, log })
  const send = async (): Promise<number> => {
    const jobs = await write(store, (tx) => claimJobs(tx, 'hook', { now: clock(), limit: 20, leaseMs: 60_000 }))
    await Promise.all(jobs.map((job) => deliver(store, job, clock, inner)))
    return jobs.length
  }
  const sending = createLoop({
    round: send,
    idleMs: 1000,
    failed: (error) => log('hooks could not be called', { code: nameOfError(error) }),
  })
  return {
    turn: async () => {
      const count = await follower.turn()
      while ((await send()) > 0);
      return count
    },
    start: () => {
      follower.start()
      sending.start()
    },
    stop: async () => {
      await Promise.all([follower.stop(), sending.stop()])
    },
  }
}
