// People and programs: signing in, accounts, tokens, the audit log.
import { z } from '@hono/zod-openapi'
import { id, iso, roleName } from './common.ts'

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

export type MeWire = z.infer<typeof MeView>
