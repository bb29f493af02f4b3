// The threshold lab.
import { z } from '@hono/zod-openapi'

const Lines = z
  .strictObject({ accept: z.number().min(0.5).max(1), review: z.number().min(0).max(1) })
  .refine(({ accept, review }) => review <= accept, { path: ['review'], message: 'lies above accept' })

/** Null = the learned lines. */
export const LinesBody = z.strictObject({ lines: Lines.nullable() }).openapi('MoveLines')
export const LinesView = z.object({ on: Lines.nullable() })

export const linesOf = (kept: unknown): z.infer<typeof Lines> | null => {
  const read = Lines.safeParse(kept)
  return read.success ? read.data : null
}

export const LabView = z
  .object({
    on: Lines.nullable(),
    joins: z.int().describe('posts that joined by probability in the last month'),
    moved: z.object({
      joined: z.int(),
      gained: z.int().describe('questions that would have joined by themselves'),
      lost: z.int().describe('joins that would not have been made'),
      asked: z.int(),
      precision: z.number().nullable(),
      recall: z.number().nullable(),
      judged: z.int(),
    }),
    aspects: z
      .array(
        z.object({
          aspect: z.string(),
          agreed: z.int(),
          agreeing: z.number().describe('mean match weight where it spoke for the join'),
          differed: z.int(),
          differing: z.number().describe('mean match weight where it spoke against'),
        }),
      )
      .describe('how much each aspect moved last month’s joins, log-odds'),
    curve: z.array(z.object({ from: z.number(), judged: z.int(), same: z.int() })),
  })
  .openapi('Lab')

export type LabWire = z.infer<typeof LabView>
