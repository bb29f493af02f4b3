// The doors, and what is one's own: sessions, password, second factor.
import { z } from '@hono/zod-openapi'
import { id, iso, roleName } from './common.ts'
import { agencyList, newPassword } from './people.ts'

const name = z.string().min(1).max(100)
const password = z.string().min(1).max(200)
/** Six digits of the minute, or a recovery code. */
const code = z.string().trim().min(6).max(40)

export const MeView = z
  .object({
    kind: z.enum(['user', 'token']),
    id,
    name: z.string(),
    role: roleName,
    agencies: agencyList.optional(),
    demo: z.boolean(),
    may: z.array(z.string()).describe('rights: case.merge, case.split, review.answer, reply.send, author.reveal, …'),
    provided: z.literal(true).optional().describe('password and second factor are kept by the identity provider'),
    mustSetSecondFactor: z.literal(true).optional().describe('nothing else is answered before that'),
  })
  .openapi('Me')

export const DoorView = z
  .object({
    needed: z.boolean().describe('the first account is still to be made'),
    demo: z.boolean(),
    provider: z.object({ name: z.string().nullable(), url: z.string() }).nullable().describe('identity provider'),
  })
  .openapi('Door')

export const SignInBody = z
  .object({ name, password, code: code.optional().describe('needed once the account has a second factor') })
  .openapi('SignIn')

export const SetupBody = z.object({ token: z.string().min(1).max(200), name, password: newPassword }).openapi('Setup')

export const SessionView = z
  .object({
    id,
    device: z.string(),
    way: z.enum(['password', 'provider', 'link']),
    createdAt: iso,
    seenAt: iso,
    expiresAt: iso,
    current: z.boolean(),
  })
  .openapi('Session')

export const PasswordBody = z.object({ password, next: newPassword, code: code.optional() }).openapi('PasswordChange')

export const SecondFactorView = z
  .object({
    state: z.enum(['off', 'on']),
    required: z.boolean().describe('for the role, by SADA_REQUIRE_SECOND_FACTOR'),
    recoveryCodes: z.int().describe('unused ones'),
  })
  .openapi('SecondFactor')

export const BeginFactorBody = z.object({ password }).openapi('BeginSecondFactor')
export const BegunFactorView = z
  .object({
    secret: z.string().describe('base 32, to type where a picture cannot be read'),
    uri: z.string(),
    picture: z.string().describe('QR code as an SVG in a data: address'),
  })
  .openapi('BegunSecondFactor')
export const CodeBody = z.object({ code }).openapi('SecondFactorCode')
/** Shown here and never again; each works once. */
export const RecoveryView = z.object({ codes: z.array(z.string()) }).openapi('RecoveryCodes')

export type MeWire = z.infer<typeof MeView>
export type DoorWire = z.infer<typeof DoorView>
export type SessionWire = z.infer<typeof SessionView>
export type SecondFactorWire = z.infer<typeof SecondFactorView>
export type BegunFactorWire = z.infer<typeof BegunFactorView>
export type RecoveryWire = z.infer<typeof RecoveryView>
