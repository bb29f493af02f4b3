// The environment, checked once: a Config, or every fault at once, each with its fix in Arabic and English.
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type AccessConfig, accessEnvironment, accessOf, accessPairs } from './config/access.ts'
import { type BackupConfig, backupEnvironment, backupsOf } from './config/backups.ts'
import { type MailConfig, mailEnvironment, mailOf } from './config/mail.ts'
import { type Retention, retention, retentionKinds, retentionOf, retentionShape } from './config/retention.ts'
import { says, strong, text, url, type Words } from './config/words.ts'

export { type Retention, type RetentionKind, retention } from './config/retention.ts'

export type Fault = { readonly name: string; readonly ar: string; readonly en: string }

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
  SADA_REQUIRE_STANDBY: z.enum(['on', 'off'], says({ en: 'is neither on nor off', ar: 'ليس on ولا off' })).optional(),
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
  ...accessEnvironment,
  ...backupEnvironment,
  ...mailEnvironment,
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
  SADA_DRAFTS_URL: url,
  SADA_DRAFTS_MODEL: text,
  SADA_DRAFTS_KEY: text,
  SADA_EMBEDDINGS_URL: url,
  SADA_EMBEDDINGS_MODEL: text,
  SADA_EMBEDDINGS_KEY: text,
  SADA_TRANSCRIPTION_URL: url,
  SADA_TRANSCRIPTION_KEY: text,
  SADA_TRANSCRIPTION_MODEL: text,
  SADA_LARGEST_DOCUMENT_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(
      100,
      says({ en: 'is more than 100, the most that any channel carries', ar: 'أكثر من 100، وهي أقصى ما تحمله القنوات' }),
    )
    .optional(),
  SADA_OCR: z.enum(['on', 'off'], says({ en: 'is neither on nor off', ar: 'ليس on ولا off' })).optional(),
})
type Environment = z.infer<typeof Environment>
export type VariableName = keyof Environment
export const variableNames = Object.keys(Environment.shape) as VariableName[]

export type { IdentityProvider } from './config/access.ts'

export type Config = AccessConfig &
  BackupConfig &
  MailConfig & {
    /** `sqlite:<path>` or `postgres://…`. */
    readonly databaseUrl: string
    readonly dataDir: string
    /** PostgreSQL: nothing starts without a synchronous standby. */
    readonly requireStandby: boolean
    readonly host: string
    readonly port: number
    /** Where people reach the dashboard; https here makes cookies `__Host-` and secure. */
    readonly publicUrl: string | null
    readonly adminToken: string | null
    readonly secretKey: string | null
    /** Former secrets, which may still open what they sealed. */
    readonly oldSecretKeys: readonly string[]
    /** Who was erased, outside the database: its backups may know them. */
    readonly erasureLedger: string
    readonly retention: Retention
    readonly revealsPerHour: number
    /** The channels' own variables under their documented names, only those that are set. */
    readonly channels: Readonly<Record<string, string>>
    /** An OpenAI-compatible service that drafts answers for people to change; null = off. */
    readonly drafts: { readonly url: string; readonly model: string; readonly key: string | null } | null
    /** An OpenAI-compatible service that says how near texts are in meaning; null = off. */
    readonly embeddings: { readonly url: string; readonly model: string; readonly key: string | null } | null
    readonly transcription: { readonly url: string; readonly key: string | null; readonly model: string } | null
    /** Words in pictures are read on this machine. */
    /** Most bytes of a paper that a citizen sends. */
    readonly largestDocument: number
    readonly ocr: boolean
  }

const channelName = /^(WHATSAPP|INSTAGRAM|GRAPH|X|GENERIC)_/

const shape = (env: Environment): Config => {
  const dataDir = resolve(env.SADA_DATA_DIR ?? 'data')
  const channels = Object.entries(env).flatMap(([name, value]) =>
    channelName.test(name) && value !== undefined ? [[name, String(value)]] : [],
  )
  return {
    databaseUrl: env.SADA_DATABASE_URL ?? `sqlite:${join(dataDir, 'sada.db')}`,
    dataDir,
    requireStandby: env.SADA_REQUIRE_STANDBY === 'on',
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? 8787,
    publicUrl: env.SADA_PUBLIC_URL ?? null,
    adminToken: env.SADA_ADMIN_TOKEN ?? null,
    secretKey: env.SADA_SECRET_KEY ?? null,
    ...accessOf(env),
    ...backupsOf(env),
    ...mailOf(env),
    oldSecretKeys: (env.SADA_SECRET_KEY_OLD ?? '').split(',').filter((secret) => secret.trim() !== ''),
    erasureLedger: resolve(env.SADA_ERASURE_LEDGER ?? join(dataDir, 'erasures.jsonl')),
    retention: env.SADA_RETENTION === undefined ? retention : retentionOf(env.SADA_RETENTION),
    revealsPerHour: env.SADA_REVEALS_PER_HOUR ?? 30,
    channels: Object.fromEntries(channels) as Record<string, string>,
    drafts:
      env.SADA_DRAFTS_URL === undefined
        ? null
        : { url: env.SADA_DRAFTS_URL, model: env.SADA_DRAFTS_MODEL!, key: env.SADA_DRAFTS_KEY ?? null },
    embeddings:
      env.SADA_EMBEDDINGS_URL === undefined
        ? null
        : {
            url: env.SADA_EMBEDDINGS_URL,
            model: env.SADA_EMBEDDINGS_MODEL ?? 'text-embedding-3-small',
            key: env.SADA_EMBEDDINGS_KEY ?? null,
          },
    transcription:
      env.SADA_TRANSCRIPTION_URL === undefined
        ? null
        : {
            url: env.SADA_TRANSCRIPTION_URL,
            key: env.SADA_TRANSCRIPTION_KEY ?? null,
            model: env.SADA_TRANSCRIPTION_MODEL ?? 'whisper-1',
          },
    largestDocument: (env.SADA_LARGEST_DOCUMENT_MB ?? 100) * 1024 ** 2,
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
  ['SADA_DRAFTS_URL', 'SADA_DRAFTS_MODEL'],
  ['X_CLIENT_ID', 'X_REFRESH_TOKEN'],
  ['X_REFRESH_TOKEN', 'X_CLIENT_ID'],
  ...accessPairs,
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
