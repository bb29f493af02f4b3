// A question as it stands when it is answered: about which post, and which cases were suggested.
import type { PostRow, ReviewRow } from '../store/index.ts'
import type { Suggestion } from '../store/reviews.ts'

export type Asked = {
  readonly review: ReviewRow
  readonly post: PostRow
  readonly suggested: readonly Suggestion[]
}
