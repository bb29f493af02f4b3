// The wire: every body and view of /api/v1 as one schema each, from which validation, OpenAPI and the dashboard's types come.
import { z } from '@hono/zod-openapi'

const id = z.string().min(1).max(64)
const iso = z.iso.datetime().describe('UTC, ISO 8601')
export const channelName = z.enum(['whatsapp', 'x', 'instagram', 'chat-export', 'import', 'generic', 'replay'])
export const roleName = z.enum(['viewer', 'agent', 'analyst', 'supervisor', 'admin'])
export const caseKind = z.enum(['complaint', 'suggestion', 'inquiry', 'emergency'])
export const caseStatus = z.enum([
  'open',
  'in-progress',
  'answered',
  'solved',
  'closed',
  'received',
  'under-study',
  'adopted',
  'declined',
  'told',
  'merged',
])

/** RFC 9457 with a stable `code`, both languages, and the field at fault where there is one. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    ar: z.string(),
    en: z.string(),
    field: z.string().optional(),
    fix: z.object({ ar: z.string(), en: z.string() }).optional(),
    requestId: z.string().optional(),
    current: z.unknown().optional(),
  })
  .openapi('Problem')

export const Span = z.object({ start: z.int(), end: z.int() })

export const AuthorView = z
  .object({
    id,
    channel: channelName,
    /** Masked unless revealed: `+965••••5295`, `@q8_•••`. */
    name: z.string().nullable(),
    masked: z.boolean(),
  })
  .openapi('Author')

export const MediaView = z
  .object({
    id,
    kind: z.string(),
    mimeType: z.string().nullable(),
    caption: z.string().nullable(),
    filename: z.string().nullable(),
    /** Same-origin, sandboxed; null while the bytes are not here. */
    url: z.string().nullable(),
  })
  .openapi('Media')

export const PostView = z
  .object({
    id,
    channel: channelName,
    account: z.string(),
    kind: z.string().describe('the surface: dm, mention, comment, reply, caption, …'),
    reportKind: z.string().nullable().describe('complaint, suggestion, inquiry, emergency, thanks, greeting, …'),
    remoteId: z.string(),
    author: AuthorView.nullable(),
    text: z.string(),
    language: z.string().nullable(),
    createdAt: iso,
    receivedAt: iso,
    replyTo: z.string().nullable(),
    media: z.array(MediaView),
    location: z.object({ lat: z.number(), lon: z.number(), name: z.string().optional() }).nullable(),
    forwarded: z.boolean(),
    editedAt: iso.nullable(),
    deletedAt: iso.nullable(),
    caseId: id.nullable(),
    /** received = stored, not yet decided. */
    state: z.enum(['received', 'decided']),
  })
  .openapi('Post')

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
    allowedStatuses: z.array(caseStatus),
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

export const ReviewView = z
  .object({
    id,
    post: PostView,
    /** The case the post was given meanwhile. */
    caseId: id.nullable(),
    suggestions: z.array(z.object({ case: CaseView, posts: z.array(PostView), match: MatchView })),
    createdAt: iso,
    state: z.enum(['open', 'answered', 'skipped', 'obsolete']),
  })
  .openapi('Review')

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

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

export const PostQuery = PageQuery.extend({
  q: z.string().max(200).optional(),
  channel: channelName.optional(),
  caseId: z.string().max(64).optional().describe('case id, or `none` for the lane "no case"'),
  state: z.enum(['received', 'decided']).optional(),
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
export const NoteBody = z.object({ text: z.string().trim().min(1).max(2000) }).openapi('Note')
/** Puts a post into a case of its own, or into `into`; `also` leaves it where it counts and adds it there too. */
export const PlaceBody = z
  .object({ into: id.optional(), kind: caseKind.optional(), also: z.boolean().optional() })
  .openapi('Place')
export const VerdictBody = z
  .object({ answer: z.enum(['same', 'different', 'not_a_report', 'skip']), case: id.optional() })
  .openapi('Verdict')
export const VerdictResult = z.object({
  review: id,
  state: z.enum(['answered', 'skipped', 'obsolete']),
  postId: id,
  caseId: id.nullable().describe('where the post is now'),
})
export const UndoResult = z.object({ cases: z.array(CaseView) })
export const SplitResult = z.object({ source: CaseView, created: CaseView })

export const RevealBody = z.object({ reason: z.string().trim().min(3).max(500) }).openapi('Reveal')
/** An author as the channel knows it; every look is in the audit log with its reason. */
export const RevealedView = z
  .object({
    id,
    channel: channelName,
    remoteId: z.string(),
    handle: z.string().nullable(),
    name: z.string().nullable(),
    aliases: z.array(z.string()),
  })
  .openapi('RevealedAuthor')

/** Push ingestion: the JSONL post shape; the same id twice is one post. */
export const PushPost = z
  .object({
    id: z.string().min(1).max(200),
    channel: z.string().min(1).max(40),
    kind: z.string().max(40).default('dm'),
    author: z.string().max(200).nullish(),
    text: z.string().max(65_536).default(''),
    created_at: z.iso.datetime({ offset: true }),
    reply_to: z.string().max(200).nullish(),
    media: z
      .array(z.object({ kind: z.string().max(40), phash: z.string().max(64).nullish() }))
      .max(20)
      .nullish(),
    location: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish(),
    account: z.string().max(100).nullish(),
  })
  .openapi('PushPost')
export const PushBody = z.union([PushPost, z.array(PushPost).min(1).max(1000)])
export const PushResult = z.object({
  new: z.int(),
  seen: z.int(),
  skipped: z.array(z.object({ index: z.int(), reason: z.string() })),
  posts: z.array(z.object({ id: z.string(), postId: id })),
})

export const DeliveryView = z.union([
  z.object({ author: id, channel: channelName, route: z.string(), text: z.string(), deadline: iso.nullable() }),
  z.object({ author: id, channel: channelName, refused: z.string() }),
])
/** `everyone` needs a text; `late` repeats the standing answer to who joined since; `wrong` corrects who got another case's. */
export const PlanBody = z
  .object({
    text: z.string().min(1).max(4096).optional(),
    language: z.enum(['ar', 'en']).optional().describe('of `text`; told from its letters when left out'),
    texts: z
      .object({ ar: z.string().min(1).max(4096).optional(), en: z.string().min(1).max(4096).optional() })
      .optional()
      .describe('one answer in two languages: each author gets his own'),
    audience: z.enum(['everyone', 'late', 'wrong']).optional(),
  })
  .openapi('PlanRequest')
export const PlanView = z
  .object({
    planId: id,
    caseId: id,
    kind: z.enum(['answer', 'correction']),
    deliveries: z.array(DeliveryView),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('Plan')
export const SendBody = z.object({ planId: id }).openapi('Send')
export const ReplyView = z
  .object({
    id,
    caseId: id,
    text: z.string(),
    by: z.string().nullable(),
    at: iso,
    kind: z.enum(['answer', 'correction']),
    deliveries: z.array(
      z.object({
        id,
        author: AuthorView.nullable(),
        channel: channelName,
        route: z.string().nullable(),
        state: z.enum([
          'planned',
          'sending',
          'sent',
          'delivered',
          'read',
          'retry',
          'failed',
          'refused',
          'unknown',
          'cancelled',
        ]),
        reason: z.string().nullable(),
        at: iso,
      }),
    ),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('Reply')

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

export const MeView = z
  .object({
    kind: z.enum(['user', 'token']),
    id,
    name: z.string(),
    role: roleName,
    demo: z.boolean(),
    may: z.array(z.string()).describe('rights: case.merge, case.split, review.answer, reply.send, author.reveal, …'),
  })
  .openapi('Me')
export const SignInBody = z
  .object({ name: z.string().min(1).max(100), password: z.string().min(1).max(200) })
  .openapi('SignIn')
export const SetupBody = z
  .object({
    token: z.string().min(1).max(200),
    name: z.string().min(1).max(100),
    password: z.string().min(10).max(200),
  })
  .openapi('Setup')
export const UserView = z.object({ id, name: z.string(), role: roleName, disabled: z.boolean() }).openapi('User')
export const NewUserBody = z
  .object({ name: z.string().trim().min(1).max(100), password: z.string().min(10).max(200), role: roleName })
  .openapi('NewUser')
export const ChangeUserBody = z
  .object({
    role: roleName.optional(),
    disabled: z.boolean().optional(),
    password: z.string().min(10).max(200).optional(),
  })
  .openapi('ChangeUser')
export const TokenView = z
  .object({
    id,
    name: z.string(),
    role: roleName,
    createdAt: iso,
    usedAt: iso.nullable(),
    expiresAt: iso.nullable(),
    revokedAt: iso.nullable(),
  })
  .openapi('Token')
export const NewTokenBody = z
  .object({
    name: z.string().trim().min(1).max(100),
    role: roleName,
    days: z.int().min(1).max(3650).optional().describe('life in days; default 365'),
  })
  .openapi('NewToken')
/** The secret is shown here and never again. */
export const NewTokenView = TokenView.extend({ token: z.string() }).openapi('NewTokenAnswer')
export const AuditView = z
  .object({
    seq: z.int(),
    at: iso,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    action: z.string(),
    subject: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry')
export const ReferenceView = z
  .object({
    agencies: z.array(z.object({ id: z.string(), ar: z.string(), en: z.string() })),
    topics: z.array(z.object({ id: z.string(), ar: z.string(), en: z.string(), agency: z.string().nullable() })),
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

export type Wire<T extends z.ZodType> = z.infer<T>
export type ProblemWire = z.infer<typeof Problem>
export type AuthorWire = z.infer<typeof AuthorView>
export type PostWire = z.infer<typeof PostView>
export type CasePostWire = z.infer<typeof CasePostView>
export type CaseWire = z.infer<typeof CaseView>
export type EventWire = z.infer<typeof EventView>
export type ReviewWire = z.infer<typeof ReviewView>
export type MatchWire = z.infer<typeof MatchView>
export type TermWire = z.infer<typeof TermView>
export type ReasonWire = z.infer<typeof ReasonView>
export type OverviewWire = z.infer<typeof OverviewView>
export type EchoesWire = z.infer<typeof EchoesView>
export type MeWire = z.infer<typeof MeView>
export type ReferenceWire = z.infer<typeof ReferenceView>
export type PlanWire = z.infer<typeof PlanView>
export type ReplyWire = z.infer<typeof ReplyView>
export type LiveWire = z.infer<typeof LiveMessage>
export type PushResultWire = z.infer<typeof PushResult>
export type RevealedWire = z.infer<typeof RevealedView>
