// Counts, reference data, and what is heard live.
import { z } from '@hono/zod-openapi'
import { id, iso, roleName } from './common.ts'

/** `/stats/overview`: the header of the work list. */
export const OverviewView = z
  .object({
    posts: z.int(),
    cases: z.int(),
    openCases: z.int(),
    pendingReviews: z.int(),
    waiting: z.int().describe('received, not yet decided'),
    noCase: z.int(),
    byChannel: z.record(z.string(), z.int()),
    byStatus: z.record(z.string(), z.int()),
    byAgency: z.record(z.string(), z.int()),
    echoesPerCase: z.number(),
  })
  .openapi('Overview')

/** `/stats/echoes?hours=72`: posts and new cases an hour. */
export const EchoesView = z
  .object({ hours: z.array(z.object({ at: iso, posts: z.int(), cases: z.int() })) })
  .openapi('Echoes')

export const ReferenceView = z
  .object({
    agencies: z.array(z.object({ id: z.string(), ar: z.string(), en: z.string() })),
    topics: z.array(
      z.object({
        id: z.string(),
        ar: z.string(),
        en: z.string(),
        agency: z.string().nullable().describe('it is with this agency now'),
        usual: z.string().nullable().describe('and would be with this one, had nobody given it away'),
        retired: z.boolean().describe('it is not offered where a topic is chosen'),
      }),
    ),
    areas: z.array(
      z.object({
        id: z.string(),
        ar: z.string(),
        en: z.string(),
        governorate: z.string().nullable(),
        lat: z.number(),
        lon: z.number(),
      }),
    ),
    users: z.array(z.object({ id, name: z.string(), role: roleName })),
  })
  .openapi('Reference')

/** SSE `/events`: event name = `kind`, `id:` = a position for Last-Event-ID. Screens refetch what it names. */
export const LiveMessage = z
  .object({ kind: z.string(), caseId: id.nullable(), postId: id.nullable(), at: iso })
  .openapi('Live')

export type OverviewWire = z.infer<typeof OverviewView>

export type EchoesWire = z.infer<typeof EchoesView>

export type ReferenceWire = z.infer<typeof ReferenceView>

export type LiveWire = z.infer<typeof LiveMessage>
