// The environment, checked once: a Config, or every fault at once, each with its fix in Arabic and English.
import { join, resolve } from 'node:path'
import { z } from 'zod'

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
  WHATSAPP_APP_SECRET: text,
  WHATSAPP_VERIFY_TOKEN: text,
  WHATSAPP_ACCESS_TOKEN: text,
  WHATSAPP_PHONE_NUMBER_ID: text,
  INSTAGRAM_APP_SECRET: text,
  INSTAGRAM_VERIFY_TOKEN: text,
  INSTAGRAM_ACCESS_TOKEN: text,
  INSTAGRAM_ACCOUNT_ID: text,
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
  GENERIC_WEBHOOK_SECRET: text,
  GENERIC_VERIFY_TOKEN: text,
  SADA_EMBEDDINGS_URL: url,
  SADA_TRANSCRIPTION_URL: url,
})
type Environment = z.infer<typeof Environment>

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
  /** The channels' own variables under their documented names, only those that are set. */
  readonly channels: Readonly<Record<string, string>>
  readonly embeddingsUrl: string | null
  readonly transcriptionUrl: string | null
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
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? 8787,
    publicUrl: env.SADA_PUBLIC_URL ?? null,
    adminToken: env.SADA_ADMIN_TOKEN ?? null,
    secretKey: env.SADA_SECRET_KEY ?? null,
    channels: Object.fromEntries(channels) as Record<string, string>,
    embeddingsUrl: env.SADA_EMBEDDINGS_URL ?? null,
    transcriptionUrl: env.SADA_TRANSCRIPTION_URL ?? null,
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
