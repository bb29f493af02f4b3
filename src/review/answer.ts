// A person answers: same (the cases become one), different (they never will), not a report, or later.

import { type Changing, change } from '../cases/change.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import { nameOf } from '../model.ts'
import { findPost } from '../store/posts.ts'
import { closeReview, findReview, suggestionsOf } from '../store/reviews.ts'
import type { AnswerReview } from './answers.ts'
import type { Asked } from './asked.ts'
import { sayDifferent } from './different.ts'
import { sayNotAReport } from './not-a-report.ts'
import { saySame } from './same.ts'

type Input = Parameters<AnswerReview>[1]

const find = async ({ tx }: Changing, input: Input): Promise<Asked> => {
  const review = await findReview(tx, input.review)
  if (review === undefined) throw new NotFoundError(`review ${input.review}`)
  const [post, all] = [await findPost(tx, review.post_id), await suggestionsOf(tx, review.id)]
  if (input.case === undefined) return { review, post: post!, suggested: all }
  const suggested = all.filter((one) => one.case === input.case || one.match.case === input.case)
  if (suggested.length === 0)
    throw new InvalidInputError(
      'case',
      `case ${input.case} is not suggested here`,
      `Choose one of: ${all.map((one) => one.case).join(', ')}.`,
    )
  return { review, post: post!, suggested }
}

export const answerReview: AnswerReview = (desk, input) =>
  change(desk, async (changing) => {
    const { tx, now } = changing
    const asked = await find(changing, input)
    const { review } = asked
    const result = async (state: 'open' | 'answered' | 'skipped' | 'obsolete') => ({
      review: review.id,
      state,
      post: review.post_id,
      caseId: (await findPost(tx, review.post_id))!.case_id,
    })
    // The same answer twice is one answer.
    if (review.state === 'answered' && review.answer === input.answer) return result('answered')
    if (review.state === 'answered' || review.state === 'obsolete')
      throw new ConflictError('answered', 'this question is settled', { state: review.state, answer: review.answer })
    const state = input.answer === 'skip' ? 'skipped' : 'answered'
    const close = () =>
      closeReview(tx, review.id, {
        state,
        answer: input.answer,
        answer_case: input.answer === 'same' ? asked.suggested[0]!.case : null,
        actor: nameOf(input.actor),
        answered_at: now,
      })
    // Closed before the cases change: what makes other questions moot must not overtake this answer.
    if (input.answer === 'different') {
      if (!(await sayDifferent(changing, asked, input.actor))) return result('open')
      await close()
    } else {
      await close()
      if (input.answer === 'same') await saySame(changing, asked, input.actor)
      if (input.answer === 'not_a_report') await sayNotAReport(changing, asked, input.actor)
    }
    return result(state)
  })
