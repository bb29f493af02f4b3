// The environment, checked once: a Config, or every fault at once, each with its fix in Arabic and English.
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Role, roles } from './model.ts'
import { isNetwork } from './network.ts'

export type Fault = { readonly name: string; readonly ar: string; readonly en: string }

type Words = { readonly ar: string; readonly en: string }
const says = (words: Words) => ({ error: JSON.stringify(words) })

const text = z.string().trim().min(1).max(4096).optional()
const url = z
  .url({
    protocol: /^https?$/,
    ...says({
      en: 'is not an http(s) address; write it like https://host or http://127.0.0.1:8790',
      ar: 'ليس عنوان http(s)؛ اكتبه مثل https://host أو http://127.0.0.1:8790',
    }),
  })
  .transform((value) => value.replace(/\/+$/, ''))
  .optional()
const strong = (least: number) =>
  z
    .string()
    .min(
      least,
      says({
        en: `is too short; use at least ${least} random characters (openssl rand -hex 24)`,
        ar: `قصير؛ استعمل ${least} رمزًا عشوائيًا على الأقل (openssl rand -hex 24)`,
      }),
    )
    .max(4096)
    .optional()

/** Days that each kind of thing is kept as it came; cases count from their closing. */
export const retention = {
  complaint: 365,
  suggestion: 365,
  inquiry: 365,
  emergency: 365,
  'no-case': 365,
  receipts: 7,
  quarantine: 90,
} as const
export type RetentionKind = keyof typeof retention
export type Retention = Readonly<Record<RetentionKind, number>>
const retentionKinds = ['case', ...Object.keys(retention)]
const retentionShape = new RegExp(
  `^\\s*(?:(?:${retentionKinds.join('|')})\\s*=\\s*[1-9]\\d{0,4}\\s*(?:,\\s*(?!$)|$))+$`,
)
const caseKinds = ['complaint', 'suggestion', 'inquiry', 'emergency'] as const

/** `case` stands for every kind of case that is not named itself. */
const retentionOf = (text: string): Retention => {
  const said = Object.fromEntries(
    text.split(',').map((part) => part.split('=').map((side) => side.trim()) as [string, string]),
  )
  const given = { ...Object.fromEntries(caseKinds.map((kind) => [kind, said.case])), ...said }
  return Object.fromEntries(
    Object.entries(retention).map(([kind, days]) => [kind, Number(given[kind] ?? days)]),
  ) as Retention
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
/** `group=role`: what the provider calls a group, and the role that it gives. */
const roleMap = list(
  (entry): readonly [string, Role] | null => {
    const at = entry.lastIndexOf('=')
    const role = roleOf(entry.slice(at + 1))
    return at < 1 || role === null ? null : [entry.slice(0, at), role]
  },
  {
    en: `does not map groups to roles; write it like sada-admins=admin,sada-agents=agent`,
    ar: 'لا يربط المجموعات بالأدوار؛ اكتبه مثل sada-admins=admin,sada-agents=agent',
  },
)
/** Plain http would show everyone on the way who signs in. */
const issuer = url.refine(
  (value) => value === undefined || /^https:|^http:\/\/(127\.|localhost[:/]|\[::1\])/.test(`${value}/`),
  says({
    en: 'must be https (http is taken on this machine only)',
    ar: 'يجب أن يبدأ بـ https؛ ويُقبل http على هذا الجهاز فقط',
  }),
)

const Environment = z.object({
  SADA_DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
      says({
        en: 'names no store; write sqlite:./data/sada.db or postgres://user:password@host/name',
        ar: 'لا يدل على مخزن؛ اكتب sqlite:./data/sada.db أو postgres://user:password@host/name',
      }),
    )
    .optional(),
  SADA_DATA_DIR: text,
  SADA_PUBLIC_URL: url,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .catch(-1)
    .refine(
      (port) => port >= 0,
      says({ en: 'is not a port; use a number from 1 to 65535', ar: 'ليس منفذًا؛ استعمل رقمًا من 1 إلى 65535' }),
    )
    .optional(),
  HOST: text,
  SADA_ADMIN_TOKEN: strong(8),
  SADA_SECRET_KEY: strong(16),
  SADA_REQUIRE_SECOND_FACTOR: roleList,
  SADA_TRUSTED_PROXIES: networkList,
  SADA_OIDC_ISSUER: issuer,
  SADA_OIDC_CLIENT_ID: text,
  SADA_OIDC_CLIENT_SECRET: text,
  SADA_OIDC_NAME: text,
  SADA_OIDC_SCOPE: text,
  SADA_OIDC_ROLE_CLAIM: text,
  SADA_OIDC_ROLES: roleMap,
  SADA_OIDC_AGENCY_CLAIM: text,
  SADA_SECRET_KEY_OLD: text,
  SADA_ERASURE_LEDGER: text,
  SADA_RETENTION: z
    .string()
    .regex(
      retentionShape,
      says({
        en: `is not a list of days by kind; write it like case=365,no-case=180 (kinds: ${retentionKinds.join(', ')})`,
        ar: `ليس قائمة أيام بحسب النوع؛ اكتبه مثل case=365,no-case=180 (الأنواع: ${retentionKinds.join(', ')})`,
      }),
    )
    .optional(),
  SADA_REVEALS_PER_HOUR: z.coerce
    .number()
    .int()
    .catch(-1)
    .refine(
      (count) => count >= 1 && count <= 10_000,
      says({ en: 'is not a number; use 1 to 10000', ar: 'ليس عددًا؛ استعمل من 1 إلى 10000' }),
    )
    .optional(),
  WHATSAPP_APP_SECRET: text,
  WHATSAPP_VERIFY_TOKEN: text,
  WHATSAPP_ACCESS_TOKEN: text,
  WHATSAPP_PHONE_NUMBER_ID: text,
  WHATSAPP_BUSINESS_ACCOUNT_ID: text,
  INSTAGRAM_APP_SECRET: text,
  INSTAGRAM_VERIFY_TOKEN: text,
  INSTAGRAM_ACCESS_TOKEN: text,
  INSTAGRAM_ACCOUNT_ID: text,
  INSTAGRAM_HASHTAGS: text,
  GRAPH_API_URL: url,
  GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d{1,2}\.\d$/, says({ en: 'is not a version; write it like v23.0', ar: 'ليس إصدارًا؛ اكتبه مثل v23.0' }))
    .optional(),
  X_API_URL: url,
  X_BEARER_TOKEN: text,
  X_CONSUMER_KEY: text,
  X_CONSUMER_SECRET: text,
  X_ACCESS_TOKEN: text,
  X_ACCESS_SECRET: text,
  X_ACCOUNT_ID: text,
  X_SEARCH_QUERY: text,
  X_SEARCH_TERMS: text,
  X_QUERY_LENGTH: z
    .string()
    .regex(
      /^[1-9]\d{2,3}$/,
      says({
        en: 'is not a length; use 512, or 4096 on Enterprise',
        ar: 'ليس طولًا؛ استعمل 512 أو 4096 في خطة Enterprise',
      }),
    )
    .optional(),
  X_STREAM: z.enum(['on', 'off'], says({ en: 'is neither on nor off', ar: 'ليس on ولا off' })).optional(),
  X_CLIENT_ID: text,
  X_CLIENT_SECRET: text,
  X_REFRESH_TOKEN: text,
  X_MONTHLY_BUDGET: z
    .string()
    .regex(
      /^\d{1,7}(\.\d{1,2})?$/,
      says({
        en: 'is no sum; write US dollars a month, like 250',
        ar: 'ليس مبلغًا؛ اكتب دولارات أمريكية في الشهر مثل 250',
      }),
    )
    .optional(),
  X_PRICES: z
    .string()
    .regex(
      /^\s*[a-z-]+\s*=\s*\d+(\.\d+)?\s*(,\s*[a-z-]+\s*=\s*\d+(\.\d+)?\s*)*$/,
      says({
        en: 'does not say prices; write them like post-read=0.005,post-create=0.015',
        ar: 'لا يبيّن الأسعار؛ اكتبها مثل post-read=0.005,post-create=0.015',
      }),
    )
    .optional(),
  GENERIC_WEBHOOK_SECRET: text,
  GENERIC_VERIFY_TOKEN: text,
  SADA_EMBEDDINGS_URL: url,
  SADA_TRANSCRIPTION_URL: url,
  SADA_TRANSCRIPTION_KEY: text,
  SADA_TRANSCRIPTION_MODEL: text,
  SADA_OCR: z
    .enum(['on', 'off'], says({ en: 'is neither on nor off', ar: 'ليس on ولا off' }))
    .optional(),
})
type Environment = z.infer<typeof Environment>

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

export type Config = {
  /** `sqlite:<path>` or `postgres://…`. */
  readonly databaseUrl: string
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Where people reach the dashboard; https here makes cookies `__Host-` and secure. */
  readonly publicUrl: string | null
  readonly adminToken: string | null
  readonly secretKey: string | null
  /** Roles that may do nothing before they have a second factor. */
  readonly secondFactorRoles: readonly Role[]
  /** Networks of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** Signing in by the ministry's own identity provider; null = by password only. */
  readonly identityProvider: IdentityProvider | null
  /** Former secrets, which may still open what they sealed. */
  readonly oldSecretKeys: readonly string[]
  /** Who was erased, outside the database: its backups may know them. */
  readonly erasureLedger: string
  readonly retention: Retention
  readonly revealsPerHour: number
  /** The channels' own variables under their documented names, only those that are set. */
  readonly channels: Readonly<Record<string, string>>
  readonly embeddingsUrl: string | null
  readonly transcription: { readonly url: string; readonly key: string | null; readonly model: string } | null
  /** Words in pictures are read on this machine. */
  readonly ocr: boolean
}

const channelName = /^(WHATSAPP|INSTAGRAM|GRAPH|X|GENERIC)_/

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

const shape = (env: Environment): Config => {
  const dataDir = resolve(env.SADA_DATA_DIR ?? 'data')
  const channels = Object.entries(env).flatMap(([name, value]) =>
    channelName.test(name) && value !== undefined ? [[name, String(value)]] : [],
  )
  return {
    databaseUrl: env.SADA_DATABASE_URL ?? `sqlite:${join(dataDir, 'sada.db')}`,
    dataDir,
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? 8787,
    publicUrl: env.SADA_PUBLIC_URL ?? null,
    adminToken: env.SADA_ADMIN_TOKEN ?? null,
    secretKey: env.SADA_SECRET_KEY ?? null,
    secondFactorRoles: env.SADA_REQUIRE_SECOND_FACTOR ?? [],
    trustedProxies: env.SADA_TRUSTED_PROXIES ?? [],
    identityProvider: providerOf(env),
    oldSecretKeys: (env.SADA_SECRET_KEY_OLD ?? '').split(',').filter((secret) => secret.trim() !== ''),
    erasureLedger: resolve(env.SADA_ERASURE_LEDGER ?? join(dataDir, 'erasures.jsonl')),
    retention: env.SADA_RETENTION === undefined ? retention : retentionOf(env.SADA_RETENTION),
    revealsPerHour: env.SADA_REVEALS_PER_HOUR ?? 30,
    channels: Object.fromEntries(channels) as Record<string, string>,
    embeddingsUrl: env.SADA_EMBEDDINGS_URL ?? null,
    transcription:
      env.SADA_TRANSCRIPTION_URL === undefined
        ? null
        : {
            url: env.SADA_TRANSCRIPTION_URL,
            key: env.SADA_TRANSCRIPTION_KEY ?? null,
            model: env.SADA_TRANSCRIPTION_MODEL ?? 'whisper-1',
          },
    ocr: env.SADA_OCR === 'on',
  }
}

const faultOf = (issue: z.core.$ZodIssue): Fault => {
  const name = String(issue.path[0] ?? 'environment')
  const own = issue.message.startsWith('{') ? (JSON.parse(issue.message) as Words) : null
  return { name, ...(own ?? { en: `is wrong: ${issue.message}`, ar: `قيمة غير صالحة: ${issue.message}` }) }
}

/** A half-given key pair is a fault now and not at the first message. */
const pairs: readonly (readonly [given: keyof Environment, needs: keyof Environment])[] = [
  ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  ['INSTAGRAM_ACCESS_TOKEN', 'INSTAGRAM_ACCOUNT_ID'],
  ['X_CONSUMER_KEY', 'X_CONSUMER_SECRET'],
  ['X_ACCESS_TOKEN', 'X_ACCESS_SECRET'],
  ['X_ACCESS_SECRET', 'X_ACCESS_TOKEN'],
  ['X_CLIENT_ID', 'X_REFRESH_TOKEN'],
  ['X_REFRESH_TOKEN', 'X_CLIENT_ID'],
  ['SADA_OIDC_ISSUER', 'SADA_OIDC_CLIENT_ID'],
  ['SADA_OIDC_ISSUER', 'SADA_OIDC_CLIENT_SECRET'],
  ['SADA_OIDC_CLIENT_ID', 'SADA_OIDC_ISSUER'],
]

const missing = (env: Environment): Fault[] =>
  pairs
    .filter(([given, needs]) => env[given] !== undefined && env[needs] === undefined)
    .map(([given, needs]) => ({
      name: needs,
      en: `is missing while ${given} is set; set both or neither`,
      ar: `غير موجود مع أن ${given} مضبوط؛ اضبط الاثنين أو لا شيء منهما`,
    }))

/** An empty variable is an unset one: container files leave them so. */
const given = (env: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly Fault[] }

export const readConfig = (env: Readonly<Record<string, string | undefined>>): ReadConfig => {
  const parsed = Environment.safeParse(given(env))
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map(faultOf) }
  const faults = missing(parsed.data)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config: shape(parsed.data) }
}

export const sayFaults = (faults: readonly Fault[]): string =>
  faults.map(({ name, ar, en }) => `${name} ${en}.\n${name}: ${ar}.`).join('\n')
