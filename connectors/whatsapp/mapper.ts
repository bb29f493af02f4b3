// A WhatsApp delivery → events: every entry, change, message, status and error of the body, in its order.
import type { ChannelEvent } from '../connector.ts'
import { compact, derivedId, isoTime, isRecord } from '../edge.ts'
import {
  change as changeSchema,
  entry as entrySchema,
  historyChunk,
  historyThread,
  notice,
  status as statusSchema,
  userIdUpdate,
  type Value,
  value as valueSchema,
} from './api-types.ts'
import { echoOf, errorOf, eventOf, type Where } from './message.ts'
import { aliasSet, contactsOf, idsOf } from './person.ts'

/** What concerns the account and not a citizen: templates, calls, preferences, reviews, whatever comes next. */
const otherOf = (type: string, account: string | undefined, raw: unknown, sentAt?: unknown): ChannelEvent => {
  const { data } = notice.safeParse(raw)
  return compact<ChannelEvent>({
    kind: 'other',
    channel: 'whatsapp',
    account,
    remoteId: data?.id ?? derivedId(account, type, raw, sentAt),
    type,
    status: data?.event ?? data?.status,
    createdAt: isoTime(data?.timestamp) ?? isoTime(sentAt),
    error: data?.error === undefined ? undefined : errorOf(data.error),
  })
}

const statusOf = (raw: unknown, account: string | undefined): ChannelEvent => {
  const { data } = statusSchema.safeParse(raw)
  if (data?.id === undefined) return otherOf('status', account, raw)
  // A call's ringing comes among the statuses of messages.
  if (data.type === 'call') return otherOf('call', account, raw)
  return compact<ChannelEvent>({
    kind: 'status',
    channel: 'whatsapp',
    account,
    remoteId: data.id,
    type: 'status',
    target: data.id,
    status: data.status,
    createdAt: isoTime(data.timestamp),
    error: data.errors.map(errorOf).find((error) => error !== undefined),
    key: data.biz_opaque_callback_data,
  })
}

const valueErrorOf = (raw: unknown, account: string | undefined): ChannelEvent =>
  compact<ChannelEvent>({ ...otherOf('error', account, raw), error: errorOf(raw) })

const identityOf = (raw: unknown, account: string | undefined): ChannelEvent => {
  const parsed = userIdUpdate.safeParse(raw)
  if (!parsed.success) return otherOf('user_id_update', account, raw)
  const { wa_id, user_id, parent_user_id, timestamp } = parsed.data
  const users = idsOf(user_id)
  const aliases = aliasSet([wa_id, ...users, ...idsOf(parent_user_id)])
  const remoteId = wa_id ?? users[0] ?? aliases[0]
  return compact<ChannelEvent>({
    kind: 'identity',
    channel: 'whatsapp',
    account,
    remoteId: derivedId(account, 'user_id_update', aliases, timestamp),
    type: 'user_id_update',
    author: remoteId === undefined ? undefined : { remoteId, aliases },
    createdAt: isoTime(timestamp),
  })
}

const digits = (id: unknown): string => (typeof id === 'string' ? id.replace(/\D/g, '') : '')

/** The ministry's own side of a conversation: it names whom it was sent to, or comes from the number that heard it. */
const isOwn = (raw: unknown, value: Value): boolean => {
  if (!isRecord(raw)) return false
  const own = digits(value.metadata?.display_phone_number)
  return raw.to !== undefined || (own !== '' && digits(raw.from) === own)
}

const historyOf = (raw: unknown, value: Value, where: Where): readonly ChannelEvent[] => {
  const chunk = historyChunk.safeParse(raw)
  if (!chunk.success) return [otherOf('history', where.account, raw)]
  const events = chunk.data.threads.flatMap((item) => {
    const thread = historyThread.safeParse(item)
    if (!thread.success) return [otherOf('history', where.account, item)]
    const { id, context, messages } = thread.data
    const person = { wa_id: id, ...context, profile: { name: context?.name, username: context?.username } }
    const contacts = [...where.contacts, ...contactsOf([person])]
    return messages.map((message) =>
      isOwn(message, value) ? echoOf(message, where) : eventOf(message, { ...where, contacts }),
    )
  })
  const all = [...events, ...chunk.data.errors.map((error) => valueErrorOf(error, where.account))]
  return all.length === 0 ? [otherOf('history', where.account, raw)] : all
}

type Change = {
  readonly field: string
  readonly value: unknown
  readonly business: string | undefined
  readonly sentAt: unknown
}

const changeEvents = ({ field, value: raw, business, sentAt }: Change): readonly ChannelEvent[] => {
  const parsed = valueSchema.safeParse(raw)
  if (!parsed.success) return [otherOf(field, business, raw, sentAt)]
  const value = parsed.data
  const account = value.metadata?.phone_number_id ?? business
  const where = { account, contacts: contactsOf(value.contacts) }
  const events = [
    ...value.messages.map((message) => (isOwn(message, value) ? echoOf(message, where) : eventOf(message, where))),
    ...value.message_echoes.map((message) => echoOf(message, where)),
    ...value.statuses.map((status) => statusOf(status, account)),
    ...value.user_id_update.map((update) => identityOf(update, account)),
    ...value.history.flatMap((chunk) => historyOf(chunk, value, where)),
    ...value.calls.map((call) => otherOf('call', account, call)),
    ...value.user_preferences.map((preference) => otherOf('user_preferences', account, preference)),
    ...value.errors.map((error) => valueErrorOf(error, account)),
  ]
  return events.length === 0 ? [otherOf(field, account, raw, sentAt)] : events
}

export const entryEvents = (raw: unknown): readonly ChannelEvent[] => {
  const parsed = entrySchema.safeParse(raw)
  if (!parsed.success || parsed.data.changes.length === 0) return [otherOf('entry', undefined, raw)]
  const { id, time, changes } = parsed.data
  return changes.flatMap((item) => {
    const { data } = changeSchema.safeParse(item)
    return data === undefined
      ? [otherOf('change', id, item, time)]
      : changeEvents({ field: data.field ?? 'unknown', value: data.value, business: id, sentAt: time })
  })
}

const parts = ['messages', 'statuses', 'message_echoes', 'history', 'user_id_update', 'errors']

/**
 * What comes without its envelope: a change (the developer console's sample), a value (some providers forward only that),
 * or an answer of the API, which tells of nothing a citizen said.
 */
export const looseEvents = (raw: unknown): readonly ChannelEvent[] | null => {
  if (!isRecord(raw)) return null
  const from = { business: undefined, sentAt: undefined }
  if (typeof raw.field === 'string' && raw.value !== undefined)
    return changeEvents({ field: raw.field, value: raw.value, ...from })
  if (isRecord(raw.error)) return [otherOf('error', undefined, raw)]
  if (typeof raw.url === 'string' && raw.mime_type !== undefined) return [otherOf('media', undefined, raw)]
  const isSendAnswer = raw.messaging_product !== undefined && raw.metadata === undefined
  if (isSendAnswer && Array.isArray(raw.messages))
    return raw.messages.map((message) => otherOf('message', undefined, message))
  return parts.some((name) => Array.isArray(raw[name]))
    ? changeEvents({ field: 'messages', value: raw, ...from })
    : null
}
