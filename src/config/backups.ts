// What the environment says of backups.
import { z } from 'zod'
import { says, strong, text } from './words.ts'

export type Keep = { readonly hours: number; readonly days: number; readonly weeks: number }
export type BackupConfig = {
  readonly backups: 'hourly' | 'daily' | 'off'
  /** Null: `backups` in the data folder. */
  readonly backupDir: string | null
  /** Seals every backup; null: only where asked, with the secret. */
  readonly backupKey: string | null
  /** The newest of so many hours, days and weeks stays. */
  readonly backupKeep: Keep
}

const usual: Keep = { hours: 6, days: 7, weeks: 4 }
const one = '(?:hours|days|weeks)\\s*=\\s*\\d{1,3}'

export const backupEnvironment = {
  SADA_BACKUPS: z
    .enum(
      ['hourly', 'daily', 'off'],
      says({ en: 'is not a rhythm; use hourly, daily or off', ar: 'ليس موعدًا؛ استعمل hourly أو daily أو off' }),
    )
    .optional(),
  SADA_BACKUP_DIR: text,
  SADA_BACKUP_KEY: strong(16),
  SADA_BACKUP_KEEP: z
    .string()
    .regex(
      new RegExp(`^\\s*${one}(?:\\s*,\\s*${one})*\\s*$`),
      says({
        en: 'does not say how many to keep; write it like hours=6,days=7,weeks=4',
        ar: 'لا يبيّن كم نسخة تُحفظ؛ اكتبه مثل hours=6,days=7,weeks=4',
      }),
    )
    .optional(),
}
const Environment = z.object(backupEnvironment)

const keepOf = (said: string): Keep => ({
  ...usual,
  ...Object.fromEntries(
    said.split(',').map((part) => {
      const [name = '', count] = part.split('=')
      return [name.trim(), Number(count)]
    }),
  ),
})

export const backupsOf = (env: z.infer<typeof Environment>): BackupConfig => ({
  backups: env.SADA_BACKUPS ?? 'hourly',
  backupDir: env.SADA_BACKUP_DIR ?? null,
  backupKey: env.SADA_BACKUP_KEY ?? null,
  backupKeep: env.SADA_BACKUP_KEEP === undefined ? usual : keepOf(env.SADA_BACKUP_KEEP),
})
