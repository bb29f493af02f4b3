// Posts, their authors and media, and pushing posts of any system.
import { z } from '@hono/zod-openapi'
import { caseKind, channelName, id, iso, PageQuery } from './common.ts'
import { MediaView } from './media.ts'

export const AuthorView = z
  .object({
    id,
    channel: channelName,
    /** Masked unless revealed: `+965••••5295`, `@q8_•••`. */
    name: z.string().nullable(),
    masked: z.boolean(),
  })
  .openapi('Author')

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
    withheld: z
      .literal(true)
      .optional()
      .describe('a private post of another agency: words, media and author are not shown'),
  })
  .openapi('Post')

export const PostQuery = PageQuery.extend({
  q: z.string().max(200).optional(),
  channel: channelName.optional(),
  caseId: z.string().max(64).optional().describe('case id, or `none` for the lane "no case"'),
  lane: z.enum(['waiting', 'spam']).optional().describe('of posts without a case: not set aside, or set aside'),
  state: z.enum(['received', 'decided']).optional(),
})

/** Puts a post into a case of its own, or into `into`; `also` leaves it where it counts and adds it there too. */
export const SpamBody = z.strictObject({ spam: z.boolean() }).openapi('Spam')

export const PlaceBody = z
  .object({ into: id.optional(), kind: caseKind.optional(), also: z.boolean().optional() })
  .openapi('Place')

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

export type AuthorWire = z.infer<typeof AuthorView>

export type PostWire = z.infer<typeof PostView>

export type PushResultWire = z.infer<typeof PushResult>

export type RevealedWire = z.infer<typeof RevealedView>
