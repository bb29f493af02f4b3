// What a person may answer to "is this the same incident?".
import type { Desk } from '../cases/desk.ts'
import type { Actor, CaseId, PostId, ReviewId } from '../model.ts'

export type Answer = 'same' | 'different' | 'not_a_report' | 'skip'

export type AnswerReview = (
  desk: Desk,
  input: {
    readonly review: ReviewId
    readonly answer: Answer
    /** Which suggestion. Left out: the best one for `same`, all of them for `different`. */
    readonly case?: CaseId
    readonly actor: Actor
  },
) => Promise<{
  readonly review: ReviewId
  /** Still open when `different` was said of one suggestion and others remain. */
  readonly state: 'open' | 'answered' | 'skipped' | 'obsolete'
  readonly post: PostId
  /** Where the post is now. */
  readonly caseId: CaseId | null
}>
