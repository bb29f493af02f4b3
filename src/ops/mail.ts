// One mail, given to a program of this machine as sendmail takes it: how it travels is the ministry's own affair.
import { spawn } from 'node:child_process'

export type Mail = { readonly from: string; readonly to: string; readonly subject: string; readonly text: string }

const longest = 30_000
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** Words of at most 75 signs, as RFC 2047 wants them: eleven letters of four bytes fit into one. */
const encoded = (text: string) =>
  (text.match(/.{1,11}/gsu) ?? []).map((part) => `=?UTF-8?B?${base64(part)}?=`).join('\r\n ')

/** As RFC 5322 wants it; everything people wrote is in base64, so that no line of theirs becomes a header. */
export const messageOf = ({ from, to, subject, text }: Mail, at: number): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encoded(subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    ...(base64(text).match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n')

/** Resolves when the program has taken it. */
export const sendMail = ([program, ...args]: readonly [string, ...string[]], message: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], timeout: longest })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the mail program ended with ${code}`))))
    child.stdin.on('error', () => undefined)
    child.stdin.end(message)
  })
