// For how many days each kind is kept, and what is due by that.
import { z } from '@hono/zod-openapi'

const kinds = ['complaint', 'suggestion', 'inquiry', 'emergency', 'no-case', 'receipts', 'quarantine'] as const
type Kind = (typeof kinds)[number]
const ofEach = <T extends z.ZodType>(value: T) =>
  Object.fromEntries(kinds.map((kind) => [kind, value])) as Record<Kind, T>

/** Days each kind is kept. */
export const RetentionView = z
  .object({
    ...ofEach(z.int()),
    usual: z
      .object(ofEach(z.int()))
      .describe('as the server is set (SADA_RETENTION), which holds where nothing is set here'),
  })
  .openapi('Retention')

export const RetentionBody = z
  .strictObject(ofEach(z.int().min(1).max(36_500).nullable().optional()))
  .describe('days; null, or left out = as the server is set')
  .openapi('SetRetention')

const due = { cases: z.int(), posts: z.int(), people: z.int(), receipts: z.int(), quarantine: z.int() }
export const RetentionPreviewView = z
  .object({
    before: z.object(due).describe('what the next night removes as things are'),
    after: z.object(due).describe('what it would remove with these periods'),
  })
  .openapi('RetentionPreview')

export const RetainedView = z
  .object({ cases: z.int(), posts: z.int(), receipts: z.int(), quarantine: z.int() })
  .openapi('Retained')

export type RetentionWire = z.infer<typeof RetentionView>
export type RetentionBodyWire = z.infer<typeof RetentionBody>
export type RetentionPreviewWire = z.infer<typeof RetentionPreviewView>
