// What may be wrong with the mails to people who work here, with its fix in both languages.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Config } from '../config.ts'
import { type Finding, fault, ok } from './doctor.ts'

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
const isThere = (program: string): boolean =>
  program.includes('/')
    ? canRun(program)
    : (process.env.PATH ?? '').split(delimiter).some((folder) => canRun(join(folder, program)))

export const checkMail = ({ mailCommand, mailFrom }: Pick<Config, 'mailCommand' | 'mailFrom'>): Finding => {
  if (mailCommand === null)
    return ok('mail', {
      en: 'does not leave here (SADA_MAIL_COMMAND is not set)',
      ar: 'لا يُرسل من هنا (SADA_MAIL_COMMAND غير مضبوط)',
    })
  const [program] = mailCommand
  if (isThere(program))
    return ok('mail', { en: `leaves by ${program} as ${mailFrom}`, ar: `يُرسل عبر ${program} باسم ${mailFrom}` })
  return fault(
    'mail',
    { en: `cannot leave: ${program} is not a program here`, ar: `لا يُرسل: ‎${program}‎ ليس برنامجًا هنا` },
    {
      en: 'Set SADA_MAIL_COMMAND to one, like `/usr/sbin/sendmail -t -i`, or unset it.',
      ar: 'اضبط SADA_MAIL_COMMAND على برنامج مثل ‎/usr/sbin/sendmail -t -i‎ أو احذفه.',
    },
  )
}
