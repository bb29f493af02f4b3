// What the environment says of mail: a program of this machine that takes a message, as sendmail does.
import { z } from 'zod'
import { says, text } from './words.ts'

export type MailConfig = {
  /** The program and its arguments; null = no mail leaves. */
  readonly mailCommand: readonly [string, ...string[]] | null
  readonly mailFrom: string
}

export const mailEnvironment = {
  SADA_MAIL_COMMAND: text,
  SADA_MAIL_FROM: z
    .email(
      says({
        en: 'is not a mail address; write it like sada@ministry.gov.kw',
        ar: 'ليس عنوان بريد؛ اكتبه مثل sada@ministry.gov.kw',
      }),
    )
    .optional(),
}
const Environment = z.object(mailEnvironment)

export const mailOf = (env: z.infer<typeof Environment>): MailConfig => ({
  mailCommand: (env.SADA_MAIL_COMMAND?.split(/\s+/) as [string, ...string[]] | undefined) ?? null,
  mailFrom: env.SADA_MAIL_FROM ?? 'sada@localhost',
})
