// Once a day, at the hour one chose: what one should know of now, by mail.
import { nameOfError } from '../errors.ts'
import { byTheClock } from '../ops/by-the-clock.ts'
import { messageOf, sendMail } from '../ops/mail.ts'
import { preferencesOf } from '../store/desk.ts'
import { write } from '../store/index.ts'
import { claimSlot } from '../store/slots.ts'
import { users } from '../store/users.ts'
import { alertsFor } from './alerts.ts'
import type { AlertWire } from './contract.ts'
import { whoIs } from './identify.ts'
import type { Server } from './server.ts'
import { preferencesFrom } from './show/preferences.ts'

const hour = 3_600_000
const kuwait = 3 * hour

const kinds = {
  emergency: 'طارئ · Emergency',
  window: 'مهلة رد تُغلق · Reply window closing',
  mention: 'ذُكر اسمك · You were mentioned',
  assigned: 'أُسندت إليك · Assigned to you',
} as const satisfies Record<AlertWire['kind'], string>
const order = Object.keys(kinds) as readonly AlertWire['kind'][]

const lineOf = ({ reference, title, caseId }: AlertWire, publicUrl: string | null) =>
  [`• ${reference} — ${title}`, ...(publicUrl === null ? [] : [`  ${publicUrl}/cases/${caseId}`])].join('\n')

/** Kind by kind, what may not wait first; null where there is nothing to say. */
export const digestOf = (alerts: readonly AlertWire[], publicUrl: string | null): string | null => {
  const unseen = alerts.filter(({ seen }) => !seen)
  if (unseen.length === 0) return null
  const parts = order.flatMap((kind) => {
    const mine = unseen.filter((one) => one.kind === kind)
    return mine.length === 0 ? [] : [[kinds[kind], ...mine.map((one) => lineOf(one, publicUrl))].join('\n')]
  })
  return `${parts.join('\n\n')}\n`
}

/** Everybody who wants it at this hour; one whose mail is not taken keeps nobody else from his. */
export const sendDigests = async (server: Server, due: number): Promise<number> => {
  const { store, config, log, clock } = server
  const { mailCommand, mailFrom, publicUrl } = config
  if (mailCommand === null) return 0
  const now = Math.floor((due + kuwait) / hour) % 24
  let sent = 0
  for (const person of await users(store.read)) {
    const { mail } = preferencesFrom(await preferencesOf(store.read, person.id))
    if (person.disabled || mail === null || mail.hour !== now) continue
    const text = digestOf(await alertsFor(server, whoIs(person)), publicUrl)
    if (text === null) continue
    const message = messageOf(
      { from: mailFrom, to: mail.address, subject: 'صدى: تنبيهاتك اليوم · Sada: your alerts', text },
      clock(),
    )
    await sendMail(mailCommand, message).then(
      () => {
        sent += 1
      },
      (error: unknown) => log.warn('a digest could not be mailed', { code: nameOfError(error) }),
    )
  }
  return sent
}

/** Of many processes one does it. */
const turn = async (server: Server, due: number): Promise<unknown> =>
  (await write(server.store, (tx) => claimSlot(tx, 'digests', due))) ? sendDigests(server, due) : undefined

/** Null where no mail leaves. */
export const startDigests = (server: Server) =>
  server.config.mailCommand === null
    ? null
    : byTheClock('0 * * * *', (due) =>
        turn(server, due).catch((error: unknown) => server.log.error('the digests failed', { error })),
      )
