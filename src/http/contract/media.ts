// A file that came with a post: where it stands, and what was read from it.
import { z } from '@hono/zod-openapi'
import { id } from './common.ts'

export const mediaState = z.enum(['waiting', 'kept', 'failed', 'refused', 'away'])

export const MediaView = z
  .object({
    id,
    kind: z.string(),
    mimeType: z.string().nullable(),
    caption: z.string().nullable(),
    filename: z.string().nullable(),
    /** Same-origin, sandboxed; null while the bytes are not here. */
    url: z.string().nullable(),
    thumbnail: z.string().nullable().describe('a small copy of a picture'),
    state: mediaState.describe('away = there was nothing to fetch; failed = its life is over; refused = not kept'),
    fault: z.string().nullable().describe('why it is not here (yet), as a stable key'),
    durationMs: z.int().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    words: z.string().nullable().describe('what a machine read in the picture'),
    transcript: z.string().nullable().describe('what a machine heard in the voice'),
  })
  .openapi('Media')

export type MediaWire = z.infer<typeof MediaView>
