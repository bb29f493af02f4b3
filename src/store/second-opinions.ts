// A few answered questions are asked of another person too; how far people agree is the measure of the measure.
import type { Millis, ReviewId } from '../model.ts'
import type { Store } from './open.ts'
import type { Tx } from './tx.ts'

type First = { readonly review: ReviewId; readonly by: string; readonly answer: string; readonly at: Millis }

export const askSecondOpinion = async (tx: Tx, { review, by, answer, at }: First): Promise<void> => {
  await tx
    .insertInto('second_opinions')
    .values({
      review_id: review,
      first_by: by,
      first_answer: answer,
      asked_at: at,
      answer: null,
      answered_by: null,
      answered_at: null,
    })
    .onConflict((c) => c.column('review_id').doNothing())
    .execute()
}

/** Open ones, oldest first; nobody is asked for a second opinion on his own answer. */
export const openSecondOpinions = (store: Store, notBy: string, limit: number) =>
  store.read
    .selectFrom('second_opinions')
    .select('review_id')
    .where('answer', 'is', null)
    .where('first_by', '!=', notBy)
    .orderBy('asked_at')
    .limit(limit)
    .execute()

/** The first answer, once a second one is given; null where it is not asked (any more). */
export const giveSecondOpinion = async (
  tx: Tx,
  { review, by, answer, at }: First,
): Promise<{ first_answer: string; first_by: string } | null> => {
  const { numUpdatedRows } = await tx
    .updateTable('second_opinions')
    .set({ answer, answered_by: by, answered_at: at })
    .where('review_id', '=', review)
    .where('answer', 'is', null)
    .where('first_by', '!=', by)
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) === 0) return null
  return tx
    .selectFrom('second_opinions')
    .select(['first_answer', 'first_by'])
    .where('review_id', '=', review)
    .executeTakeFirstOrThrow()
}

export const peopleAgree = async (store: Store): Promise<{ count: number; of: number }> => {
  const rows = await store.read
    .selectFrom('second_opinions')
    .select(['first_answer', 'answer'])
    .where('answer', 'is not', null)
    .where('answer', '!=', 'skip')
    .execute()
  return { count: rows.filter((row) => row.answer === row.first_answer).length, of: rows.length }
}
