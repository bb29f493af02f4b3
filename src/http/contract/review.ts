// Clerical review: the question and its verdict.
import { z } from '@hono/zod-openapi'
import { CaseView } from './cases.ts'
import { id, iso } from './common.ts'
import { MatchView } from './matches.ts'
import { PostView } from './posts.ts'

export const ReviewView = z
  .object({
    id,
    post: PostView,
    /** The case the post was given meanwhile. */
    caseId: id.nullable(),
    suggestions: z.array(
      z.object({
        case: CaseView,
        posts: z.array(PostView),
        match: MatchView,
        nearness: z
          .object({ model: z.string(), cosine: z.number() })
          .optional()
          .describe('how near the words are in meaning, by the service of SADA_EMBEDDINGS_URL; it decides nothing'),
      }),
    ),
    createdAt: iso,
    state: z.enum(['open', 'answered', 'skipped', 'obsolete']),
  })
  .openapi('Review')

export const VerdictBody = z
  .object({ answer: z.enum(['same', 'different', 'not_a_report', 'skip']), case: id.optional() })
  .openapi('Verdict')

export const VerdictResult = z.object({
  review: id,
  state: z.enum(['answered', 'skipped', 'obsolete']),
  postId: id,
  caseId: id.nullable().describe('where the post is now'),
})

export type ReviewWire = z.infer<typeof ReviewView>
