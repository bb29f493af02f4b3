// What the environment says of who may come in, and how.
import { z } from 'zod'
import { type Role, roles } from '../model.ts'
import { isNetwork } from '../network.ts'
import { says, text, url, type Words } from './words.ts'

export type IdentityProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says, when the provider has a name people know. */
  readonly name: string | null
  readonly scope: string
  readonly roleClaim: string
  /** Group → role; without any, a group that is called like a role gives it. */
  readonly roles: Readonly<Record<string, Role>>
  /** Claim with the ids of a person's agencies (`*` = all); null = everyone sees all. */
  readonly agencyClaim: string | null
}

export type AccessConfig = {
  /** Roles that may do nothing before they have a second factor. */
  readonly secondFactorRoles: readonly Role[]
  /** Networks of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** Systems in our own network that hooks may call. */
  readonly innerOrigins: readonly string[]
  /** Signing in by the ministry's own identity provider; null = by password only. */
  readonly identityProvider: IdentityProvider | null
}

/** A comma list, each entry checked. */
const list = <T>(read: (entry: string) => T | null, words: Words) =>
  z
    .string()
    .transform((value, context): T[] => {
      const entries = value
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
        .map(read)
      if (entries.includes(null)) context.addIssue({ code: 'custom', message: JSON.stringify(words) })
      return entries.filter((entry) => entry !== null)
    })
    .optional()

const roleOf = (name: string): Role | null => roles.find((role) => role === name) ?? null
const roleList = list(roleOf, {
  en: `names a role that is not one; use ${roles.join(', ')}`,
  ar: `فيه دور غير معروف؛ استعمل ${roles.join(' أو ')}`,
})
const networkList = list((entry) => (isNetwork(entry) ? entry : null), {
  en: 'is not a list of networks; write it like 10.0.0.0/8,192.0.2.7',
  ar: 'ليس قائمة شبكات؛ اكتبه مثل 10.0.0.0/8,192.0.2.7',
})
const originOf = (entry: string): string | null =>
  /^https?:\/\/[^/@]+$/.test(entry) ? (URL.parse(entry)?.origin ?? null) : null
const originList = list(originOf, {
  en: 'is not a list of addresses; write it like http://tickets.ministry.local:8080,https://10.1.2.3',
  ar: 'ليس قائمة عناوين؛ اكتبه مثل http://tickets.ministry.local:8080,https://10.1.2.3',
})
/** `group=role`: what the provider calls a group, and the role that it gives. */
const roleMap = list(
  (entry): readonly [string, Role] | null => {
    const at = entry.lastIndexOf('=')
    const role = roleOf(entry.slice(at + 1))
    return at < 1 || role === null ? null : [entry.slice(0, at), role]
  },
  {
    en: 'does not map groups to roles; write it like sada-admins=admin,sada-agents=agent',
    ar: 'لا يربط المجموعات بالأدوار؛ اكتبه مثل sada-admins=admin,sada-agents=agent',
  },
)
/** Plain http would show everyone on the way who signs in. */
const issuer = url.refine(
  (value) => value === undefined || /^https:|^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])[:/]/.test(`${value}/`),
  says({
    en: 'must be https (http is taken on this machine only)',
    ar: 'يجب أن يبدأ بـ https؛ ويُقبل http على هذا الجهاز فقط',
  }),
)

export const accessEnvironment = {
  SADA_REQUIRE_SECOND_FACTOR: roleList,
  SADA_TRUSTED_PROXIES: networkList,
  SADA_INTERNAL_ORIGINS: originList,
  SADA_OIDC_ISSUER: issuer,
  SADA_OIDC_CLIENT_ID: text,
  SADA_OIDC_CLIENT_SECRET: text,
  SADA_OIDC_NAME: text,
  SADA_OIDC_SCOPE: text,
  SADA_OIDC_ROLE_CLAIM: text,
  SADA_OIDC_ROLES: roleMap,
  SADA_OIDC_AGENCY_CLAIM: text,
}
const Environment = z.object(accessEnvironment)
type Environment = z.infer<typeof Environment>

export const accessPairs = [
  ['SADA_OIDC_ISSUER', 'SADA_OIDC_CLIENT_ID'],
  ['SADA_OIDC_ISSUER', 'SADA_OIDC_CLIENT_SECRET'],
  ['SADA_OIDC_CLIENT_ID', 'SADA_OIDC_ISSUER'],
] as const

const providerOf = (env: Environment): IdentityProvider | null =>
  env.SADA_OIDC_ISSUER === undefined || !env.SADA_OIDC_CLIENT_ID || !env.SADA_OIDC_CLIENT_SECRET
    ? null
    : {
        issuer: env.SADA_OIDC_ISSUER,
        clientId: env.SADA_OIDC_CLIENT_ID,
        clientSecret: env.SADA_OIDC_CLIENT_SECRET,
        name: env.SADA_OIDC_NAME ?? null,
        scope: env.SADA_OIDC_SCOPE ?? 'openid profile',
        roleClaim: env.SADA_OIDC_ROLE_CLAIM ?? 'groups',
        roles: Object.fromEntries(env.SADA_OIDC_ROLES ?? roles.map((role) => [role, role])),
        agencyClaim: env.SADA_OIDC_AGENCY_CLAIM ?? null,
      }

export const accessOf = (env: Environment): AccessConfig => ({
  secondFactorRoles: env.SADA_REQUIRE_SECOND_FACTOR ?? [],
  trustedProxies: env.SADA_TRUSTED_PROXIES ?? [],
  innerOrigins: env.SADA_INTERNAL_ORIGINS ?? [],
  identityProvider: providerOf(env),
})
