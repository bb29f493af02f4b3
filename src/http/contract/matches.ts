// Why a post is where it is: comparisons, the match, its rival.
import { z } from '@hono/zod-openapi'
import { id, iso, Span } from './common.ts'

/** One explained comparison; `level` is a key both languages render. */
export const TermView = z
  .object({
    aspect: z.string(),
    level: z.string(),
    weight: z.number(),
    veto: z.boolean().optional(),
    here: z.array(Span).optional(),
    there: z.object({ of: id, spans: z.array(Span) }).optional(),
  })
  .openapi('Term')

export const MatchView = z
  .object({ case: id, weight: z.number(), p: z.number(), vetoed: z.boolean(), terms: z.array(TermView) })
  .openapi('Match')

/** Why a post is where it is. */
export const ReasonView = z
  .object({
    decision: z.enum(['same', 'review', 'different', 'none', 'person']),
    reason: z.string(),
    p: z.number(),
    match: MatchView.nullable(),
    rival: MatchView.nullable(),
    by: z.string().nullable().describe('who, when a person decided'),
    at: iso,
  })
  .openapi('Reason')

export type MatchWire = z.infer<typeof MatchView>

export type TermWire = z.infer<typeof TermView>

export type ReasonWire = z.infer<typeof ReasonView>
