// What people keep at their desk, and what they do together at a case.
import { z } from '@hono/zod-openapi'
import { CasePostView, GoldenView } from './cases.ts'
import { caseKind, caseStatus, id, iso } from './common.ts'

export const SavedView = z.object({ id, name: z.string(), query: z.string() }).openapi('SavedView')
export const SavedViewBody = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    query: z.string().max(600).describe('the filters as the address of the work list names them'),
  })
  .openapi('SaveView')
export const SavedViews = z.object({ items: z.array(SavedView) })

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const alertKinds = ['mention', 'assigned', 'emergency', 'window'] as const
export const Preferences = z
  .strictObject({
    alerts: z.array(z.enum(alertKinds)),
    browser: z.boolean().describe('shown by the browser too, when the page is not in sight'),
    quiet: z
      .strictObject({ from: clockTime, to: clockTime })
      .nullable()
      .describe('hours in Asia/Kuwait; emergencies and closing windows break through'),
    mail: z
      .strictObject({ address: z.email().max(200), hour: z.int().min(0).max(23) })
      .nullable()
      .default(null)
      .describe('what is unseen, once a day at this hour in Asia/Kuwait'),
    welcomed: z.boolean().describe('has been through the first steps'),
  })
  .openapi('Preferences')

export const AlertView = z
  .object({
    id: z.string(),
    kind: z.enum(alertKinds),
    caseId: id,
    reference: z.string(),
    title: z.string(),
    by: z.string().nullable(),
    at: iso,
    seen: z.boolean(),
    aloud: z.boolean().describe('false in quiet hours, unless it breaks through'),
  })
  .openapi('Alert')
export const AlertsView = z.object({ items: z.array(AlertView) })

/** The service the house promises: hours to a first answer, by kind. */
export const ServiceRules = z
  .strictObject({
    hours: z.record(
      caseKind,
      z
        .number()
        .min(0.25)
        .max(24 * 60),
    ),
  })
  .openapi('ServiceRules')

export const EditBody = z
  .strictObject({
    title: z.string().trim().min(3).max(140).nullable().optional(),
    area: z.string().max(64).nullable().optional(),
    place: z.string().trim().min(1).max(120).nullable().optional(),
    topic: z.string().max(64).nullable().optional(),
    version: z.int(),
  })
  .openapi('Edit')

export const PresenceBody = z
  .strictObject({ writing: z.boolean(), here: z.boolean().default(true) })
  .openapi('Presence')
export const PresenceView = z.object({ others: z.array(z.object({ name: z.string(), writing: z.boolean() })) })

export const BridgeView = z
  .object({ bridge: z.object({ posts: z.array(id), p: z.number() }).nullable() })
  .openapi('Bridge')

const NameView = z.object({ id: z.string(), ar: z.string(), en: z.string() })

export const PastView = z
  .object({
    at: iso,
    status: caseStatus,
    owner: z.string().nullable(),
    golden: GoldenView.describe('counted again from the posts it had then, under what people had set by then'),
    agencies: z.array(z.object({ agency: NameView, done: z.boolean() })).describe('asked beside the owner by then'),
    posts: z.array(CasePostView),
    more: z.boolean().describe('the case held more posts than are shown'),
  })
  .openapi('CaseAsItWas')

export const CaseAgency = z.object({ agency: NameView, dueAt: iso, doneAt: iso.nullable() }).openapi('CaseAgency')
export const CaseAgencies = z.object({ items: z.array(CaseAgency) })
export const CaseAgencyBody = z
  .strictObject({
    agency: z.string().max(64),
    does: z.enum(['ask', 'done', 'again', 'leave']),
    hours: z
      .number()
      .min(0.25)
      .max(24 * 60)
      .default(24),
  })
  .openapi('AskAgency')

export const ManyBody = z
  .strictObject({
    cases: z.array(id).min(1).max(200),
    owner: id.nullable().optional(),
    agency: z.string().max(64).nullable().optional(),
    status: caseStatus.optional(),
  })
  .openapi('ChangeMany')
export const ManyResult = z.object({
  changed: z.array(id),
  refused: z.array(z.object({ id, ar: z.string(), en: z.string() })),
})

export type SavedViewWire = z.infer<typeof SavedView>
export type PreferencesWire = z.infer<typeof Preferences>
export type AlertWire = z.infer<typeof AlertView>
export type ServiceRulesWire = z.infer<typeof ServiceRules>
export type PastWire = z.infer<typeof PastView>
export type CaseAgencyWire = z.infer<typeof CaseAgency>
export type ManyWire = z.infer<typeof ManyResult>
export type PresenceWire = z.infer<typeof PresenceView>
export type BridgeWire = z.infer<typeof BridgeView>
