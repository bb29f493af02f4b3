// Cases: the golden record, the thread, the history, and what people do to them.
import { z } from '@hono/zod-openapi'
import { caseKind, caseStatus, channelName, id, iso, PageQuery } from './common.ts'
import { ReasonView } from './matches.ts'
import { PostView } from './posts.ts'

export const GoldenView = z.object({
  title: z.string(),
  area: z.object({ id: z.string(), ar: z.string(), en: z.string(), lat: z.number(), lon: z.number() }).nullable(),
  block: z.string().nullable(),
  place: z.string().nullable(),
  placeName: z.object({ ar: z.string(), en: z.string() }).nullable().describe('of a place the gazetteer knows'),
  topic: z.object({ id: z.string(), ar: z.string(), en: z.string() }).nullable(),
  problem: z.object({ id: z.string(), ar: z.string(), en: z.string() }).nullable(),
  agency: z.object({ id: z.string(), ar: z.string(), en: z.string() }).nullable(),
  firstAt: iso,
  lastAt: iso,
  posts: z.int(),
  authors: z.int().describe('accounts, not people: identities are never joined by the machine'),
  byChannel: z.record(z.string(), z.int()),
})

export const CaseView = z
  .object({
    id,
    reference: z.string(),
    kind: caseKind,
    status: caseStatus,
    version: z.int(),
    agency: z.string().nullable(),
    owner: z.object({ id, name: z.string() }).nullable(),
    golden: GoldenView,
    mergedInto: id.nullable(),
    recurrenceOf: id.nullable(),
    openedAt: iso,
    closedAt: iso.nullable(),
    pendingReviews: z.int(),
    /** The soonest close of a reply window among its authors, and how many close within 4 h. */
    window: z.object({ closesAt: iso, authors: z.int() }).nullable(),
    dueAt: iso.nullable().describe('when the house owes a first answer; null once it is given'),
    corrected: z
      .array(z.enum(['title', 'area', 'place', 'topic']))
      .optional()
      .describe('what a person corrected'),
    people: z.int().optional().describe('where owners linked accounts of theirs: how many people the accounts are'),
    allowedStatuses: z.array(caseStatus),
    foreign: z.literal(true).optional().describe('of another agency: it may be seen, and changed by that agency only'),
  })
  .openapi('Case')

/** A post inside its case, with why it is there. */
export const CasePostView = PostView.extend({ why: ReasonView }).openapi('CasePost')

export const EventView = z
  .object({
    id,
    caseId: id.nullable(),
    kind: z.string(),
    at: iso,
    actor: z.object({ kind: z.string(), name: z.string().nullable() }),
    data: z.record(z.string(), z.unknown()),
    undoable: z.boolean(),
  })
  .openapi('Event')

export const CaseQuery = PageQuery.extend({
  q: z.string().max(200).optional().describe('full text; spelling variants of Arabic do not matter'),
  status: z.string().max(200).optional().describe('comma list; default: all but merged'),
  kind: z.string().max(100).optional(),
  agency: z.string().max(64).optional(),
  topic: z.string().max(64).optional(),
  area: z.string().max(64).optional(),
  channel: channelName.optional(),
  owner: z.string().max(64).optional().describe('user id, or `none`'),
  sort: z.enum(['urgency', 'recent', 'oldest', 'size']).default('urgency'),
})

export const MergeBody = z.object({ from: z.array(id).min(1).max(50), version: z.int() }).openapi('Merge')

export const SplitBody = z.object({ posts: z.array(id).min(1).max(500), version: z.int() }).openapi('Split')

export const UndoBody = z.object({ event: id }).openapi('Undo')

/** The version the caller saw; without it the change is made on whatever the case is now. */
const seenVersion = z.int().optional()

export const AssignBody = z
  .object({ owner: id.nullable().optional(), agency: z.string().max(64).nullable().optional(), version: seenVersion })
  .openapi('Assign')

export const StatusBody = z
  .object({ status: caseStatus, version: seenVersion, note: z.string().max(2000).optional() })
  .openapi('Status')

export const NoteBody = z
  .object({ text: z.string().trim().min(1).max(2000), mentions: z.array(id).max(20).optional() })
  .openapi('Note')

export const UndoResult = z.object({ cases: z.array(CaseView) })

export const SplitResult = z.object({ source: CaseView, created: CaseView })

export type CasePostWire = z.infer<typeof CasePostView>

export type CaseWire = z.infer<typeof CaseView>

export type EventWire = z.infer<typeof EventView>
