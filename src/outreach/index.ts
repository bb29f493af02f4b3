// What the machine does with people by itself: acknowledges, answers known issues at the door, tells who asks again, asks
// whether it is solved, hears stop, yes and no. It follows the log, so that nothing is said twice and nothing is forgotten.
import type { Desk } from '../cases/index.ts'
import type { CaseId, CaseStatus, ReplyId } from '../model.ts'
import { policyOf, type ReplyDesk } from '../replies/index.ts'
import { say } from '../replies/say.ts'
import { findCase } from '../store/cases.ts'
import { progressOf } from '../store/deliveries.ts'
import type { EventRow, Tx } from '../store/index.ts'
import { enqueue } from '../store/jobs.ts'
import { currentReply, findReply, reachedBy } from '../store/replies.ts'
import { createFollower, type Follower } from './follower.ts'
import { hearPost, type Room } from './posts.ts'
import { yesNo } from './texts.ts'
import { doJobs } from './todo.ts'

export type { Follower } from './follower.ts'
export { callHook, createHooks, type HookEvent, hookEvents } from './hooks.ts'
export { askToLink, endLink } from './links.ts'
export { newHookSecret, signed } from './sign.ts'

/** Who has the answer is asked whether it helped. */
const askWhether = async ({ tx, desk, policy }: Room, event: EventRow): Promise<void> => {
  const { after } = JSON.parse(event.data) as { readonly after?: { readonly status?: CaseStatus } }
  const { on, texts } = policy.satisfaction
  if (!on || event.case_id === null || (after?.status !== 'solved' && after?.status !== 'closed')) return
  const row = await findCase(tx, event.case_id)
  const answer = await currentReply(tx, event.case_id)
  if (row === undefined || answer === undefined) return
  const to = [...(await reachedBy(tx, answer))]
  const language = texts.ar === undefined ? 'en' : 'ar'
  const asking = {
    row,
    to,
    policy,
    kind: 'question',
    origin: `ask:${event.id}`,
    buttons: yesNo(language, event.id),
  } as const
  await say(tx, desk, { ...asking, texts: texts as { readonly ar?: string } })
}

/** Everyone who can be reached has the answer: the case is answered. */
const noteAnswered = async (tx: Tx, events: readonly EventRow[], at: number): Promise<void> => {
  const replies = new Set(events.flatMap(({ data }) => (JSON.parse(data) as { readonly reply?: ReplyId }).reply ?? []))
  for (const id of replies) {
    const reply = await findReply(tx, id)
    if (reply?.kind !== 'answer' || reply.current !== 1) continue
    const row = await findCase(tx, reply.case_id)
    if (row === undefined || !['open', 'in-progress', 'adopted', 'declined'].includes(row.status)) continue
    const { open, reached } = await progressOf(tx, id)
    if (!open && reached)
      await enqueue(tx, { kind: 'outreach', at, payload: { todo: 'answered', case: reply.case_id as CaseId } })
  }
}

const heardAs = new Set(['opened', 'joined', 'held'])

export const createOutreach = (
  cases: Desk,
  desk: ReplyDesk,
  log?: (message: string, data: Readonly<Record<string, unknown>>) => void,
): Follower =>
  createFollower({
    store: desk.store,
    clock: desk.clock,
    name: 'outreach',
    ...(log === undefined ? {} : { log }),
    handle: async (tx, events) => {
      const room = { tx, desk, policy: await policyOf(tx) }
      for (const event of events) {
        if (event.actor_kind === 'machine' && event.post_id !== null && heardAs.has(event.kind))
          await hearPost(room, event)
        if (event.kind === 'status') await askWhether(room, event)
      }
      const deliveries = events.filter(({ kind }) => kind === 'delivery')
      await noteAnswered(tx, deliveries, desk.clock())
    },
    after: async () => {
      while ((await doJobs(cases)) > 0);
    },
  })
