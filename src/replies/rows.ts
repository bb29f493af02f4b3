// From what was planned to the outbox's rows.
import { uuidv7 } from 'uuidv7'
import type { CaseId, DeliveryId, Millis, ReplyId } from '../model.ts'
import type { DeliveryRow } from '../store/index.ts'
import type { Planned } from './planned.ts'

export type Envelope = {
  readonly reply: ReplyId
  readonly caseId: CaseId
  readonly at: Millis
  /** Nothing leaves before. */
  readonly due: Millis
  readonly buttons?: readonly { readonly id: string; readonly title: string }[]
}

const blank = {
  attempt: 0,
  lease_until: 0,
  remote_id: null,
  code: null,
  called_at: null,
  begun_at: null,
  decided_by: null,
} as const

const nowhere = {
  account: '',
  post_id: null,
  route: null,
  recipient: null,
  in_reply_to: null,
  text: '',
  template: null,
  fallback: null,
  deadline: null,
  buttons: null,
  cost: null,
} as const

export const deliveryRow = (planned: Planned, { reply, caseId, at, due, buttons }: Envelope): DeliveryRow => {
  const id = uuidv7() as DeliveryId
  const common = {
    id,
    reply_id: reply,
    case_id: caseId,
    author_id: planned.author,
    channel: planned.channel,
    key: id,
    due_at: due,
    created_at: at,
    updated_at: at,
    ...blank,
  }
  if ('refused' in planned) return { ...common, ...nowhere, state: 'refused', reason: planned.refused }
  return {
    ...common,
    account: planned.account,
    post_id: planned.post,
    route: planned.route,
    recipient: planned.to,
    in_reply_to: planned.inReplyTo === '' ? null : planned.inReplyTo,
    text: planned.text,
    template: planned.template && JSON.stringify(planned.template),
    fallback: planned.fallback && JSON.stringify(planned.fallback),
    buttons: buttons === undefined || planned.template !== null ? null : JSON.stringify(buttons),
    deadline: planned.deadline,
    cost: planned.cost,
    state: 'planned',
    reason: null,
  }
}
