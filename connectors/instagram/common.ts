// What every Instagram event shares: who heard it, who said it, and the event for what cannot be read.
import type { ChannelEvent, EventAuthor } from '../connector.ts'
import { compact, derivedId, isoTime, isRecord } from '../edge.ts'
import { fault, type Person } from './api-types.ts'

export type Heard = {
  /** Our account on the delivery, where it is named. */
  readonly account: string | undefined
  /** When the platform sent the delivery: seconds or milliseconds. */
  readonly sentAt?: unknown
}

export const personOf = (...people: readonly Person[]): EventAuthor | undefined => {
  const ids = people.flatMap((person) => [person?.id, person?.self_ig_scoped_id])
  const aliases = [...new Set(ids)].filter((id): id is string => id !== undefined)
  const handle = people.find((person) => person?.username !== undefined)?.username
  const name = people.find((person) => person?.name !== undefined)?.name
  if (aliases.length === 0 && handle === undefined) return undefined
  return compact<EventAuthor>({
    remoteId: aliases[0],
    handle,
    name,
    aliases: aliases.length === 0 ? undefined : aliases,
  })
}

export const isOwn = (author: EventAuthor | undefined, account: string | undefined): boolean =>
  account !== undefined && (author?.aliases ?? []).includes(account)

export const errorOf = (raw: unknown): ChannelEvent['error'] | undefined => {
  const { data } = fault.safeParse(raw)
  if (data?.code === undefined && data?.message === undefined) return undefined
  return compact({ code: data.code, message: data.message })
}

export const otherOf = (type: string, { account, sentAt }: Heard, raw: unknown): ChannelEvent =>
  compact<ChannelEvent>({
    kind: 'other',
    channel: 'instagram',
    account,
    remoteId: derivedId(account, type, raw, sentAt),
    type,
    createdAt: isoTime(sentAt),
    error: isRecord(raw) ? errorOf(raw.error) : undefined,
  })
