// People's own rights: erasing, and what is held on them; and the stop for whoever looks behind the mask too often.
import { z } from '@hono/zod-openapi'
import { channelName, id, iso } from './common.ts'

const authorSubject = z.object({ channel: channelName, author: z.string().trim().min(1).max(200) }).strict()
export const ErasureBody = z
  .union([authorSubject, z.object({ case: z.string().min(1).max(64).describe('id or reference') }).strict()])
  .openapi('ErasureRequest')
export const SubjectBody = authorSubject.openapi('SubjectRequest')

export const ErasureView = z
  .object({
    id,
    origin: z.enum(['person', 'command', 'meta']),
    state: z.enum(['waiting', 'done']),
    posts: z.int(),
    by: z.string().nullable(),
    askedAt: iso,
    doneAt: iso.nullable(),
  })
  .openapi('Erasure')

/** `clean` false: the engine’s own log still holds it, for minutes. */
export const ErasedView = ErasureView.extend({ people: z.int(), clean: z.boolean() }).openapi('Erased')

/** What an erasure would take, before it is asked for. */
export const ErasureCountView = z.object({ people: z.int(), posts: z.int() }).openapi('ErasureCount')

export const HeldView = z
  .object({
    channel: channelName,
    people: z.array(
      z.object({
        id,
        ids: z.array(z.string()),
        handle: z.string().nullable(),
        name: z.string().nullable(),
        since: iso,
      }),
    ),
    posts: z.array(z.record(z.string(), z.unknown())),
    answers: z.array(z.record(z.string(), z.unknown())),
    seenBy: z.array(z.record(z.string(), z.unknown())),
  })
  .openapi('Held')

export const RevealStopView = z
  .object({ actor: z.object({ id: z.string(), name: z.string().nullable() }), at: iso, reveals: z.int() })
  .openapi('RevealStop')

/** To Meta, as its data deletion callback asks. */
export const DeletionView = z.object({ url: z.string(), confirmation_code: z.string() }).openapi('DataDeletion')

export type ErasureWire = z.infer<typeof ErasureView>
export type ErasedWire = z.infer<typeof ErasedView>
export type ErasureBodyWire = z.infer<typeof ErasureBody>
export type ErasureCountWire = z.infer<typeof ErasureCountView>
export type HeldWire = z.infer<typeof HeldView>
export type RevealStopWire = z.infer<typeof RevealStopView>
