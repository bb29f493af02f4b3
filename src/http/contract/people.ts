// People and programs: accounts, tokens, the audit log.
import { z } from '@hono/zod-openapi'
import { id, iso, roleName } from './common.ts'

/** Ids of agencies from /reference; null = all of them. */
export const agencyList = z.array(z.string().min(1).max(64)).min(1).max(100).nullable()
export const newPassword = z.string().min(10).max(200)

export const UserView = z
  .object({
    id,
    name: z.string(),
    role: roleName,
    agencies: agencyList,
    disabled: z.boolean(),
    secondFactor: z.boolean(),
    provided: z.boolean().describe('comes by the identity provider, which gives role and agencies'),
  })
  .openapi('User')

export const NewUserBody = z
  .object({
    name: z.string().trim().min(1).max(100),
    password: newPassword,
    role: roleName,
    agencies: agencyList.optional(),
  })
  .openapi('NewUser')

export const ChangeUserBody = z
  .object({
    role: roleName.optional(),
    agencies: agencyList.optional(),
    disabled: z.boolean().optional(),
    password: newPassword.optional(),
  })
  .openapi('ChangeUser')

export const TokenView = z
  .object({
    id,
    name: z.string(),
    role: roleName,
    agencies: agencyList,
    rights: z.array(z.string()).nullable().describe('fewer than the role has; null = all of them'),
    createdBy: z.string().nullable(),
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
    agencies: agencyList.optional(),
    rights: z.array(z.string().min(1).max(64)).min(1).max(100).optional().describe('some of the rights of the role'),
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

export type UserWire = z.infer<typeof UserView>
export type TokenWire = z.infer<typeof TokenView>
export type NewTokenWire = z.infer<typeof NewTokenView>
export type AuditWire = z.infer<typeof AuditView>
