// Who was named in a note, and whether he has seen it.
import type { CaseId, EventId, Millis, UserId } from '../model.ts'
import { insertRows } from './insert.ts'
import type { Tx } from './tx.ts'

type Mentions = {
  readonly event: EventId
  readonly case: CaseId
  readonly at: Millis
  readonly people: readonly UserId[]
}

export const saveMentions = async (tx: Tx, { event, case: id, at, people }: Mentions): Promise<void> => {
  const rows = [...new Set(people)].map((user) => ({ event_id: event, user_id: user, case_id: id, at, seen_at: null }))
  await insertRows(tx, 'mentions', rows)
}

/** All he was named in until then. */
export const markMentionsSeen = async (tx: Tx, user: UserId, at: Millis): Promise<void> => {
  await tx
    .updateTable('mentions')
    .set({ seen_at: at })
    .where('user_id', '=', user)
    .where('seen_at', 'is', null)
    .execute()
}
