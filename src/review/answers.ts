// What a person may answer to "is this the same incident?".
import type { Desk } from '../cases/desk.ts'
import type { Actor, CaseId, PostId, ReviewId } from '../model.ts'

export type Answer = 'same' | 'different' | 'not_a_report' | 'skip'

export type AnswerReview = (
  desk: Desk,
  input: {
    readonly review: ReviewId
    readonly answer: Answer
    /** Which suggestion, for `same`; the best one if left out. */
    readonly case?: CaseId
    readonly actor: Actor
  },
) => Promise<{
  readonly review: ReviewId
  readonly state: 'answered' | 'skipped' | 'obsolete'
  readonly post: PostId
  /** Where the post is now. */
  readonly caseId: CaseId | null
}>
