// One message of a delivery → one event. What it cannot read becomes `unsupported`, never nothing.
import type { ChannelEvent, EventAuthor } from '../connector.ts'
import { compact, derivedId, isoTime, isRecord } from '../edge.ts'
import { type Contact, type Content, fault, type Message, message as messageSchema } from './api-types.ts'
import { said, typeOf } from './content.ts'
import { aliasSet, authorOf, idsOf } from './person.ts'

export type Where = { readonly account: string | undefined; readonly contacts: readonly Contact[] }

type Common = Omit<ChannelEvent, 'kind'>

/** Codes and details only: titles are going away. */
export const errorOf = (raw: unknown): ChannelEvent['error'] | undefined => {
  const parsed = fault.safeParse(raw)
  if (!parsed.success) return undefined
  const { code, message, title, error_data } = parsed.data
  return compact({ code, message: error_data?.details ?? message ?? title })
}

const mediaIdOf = (content: Content): string | undefined =>
  [content.image, content.video, content.audio, content.document, content.sticker].find((body) => body?.id)?.id

/** Some real deliveries have no id: the same sender, second and content is the same message. */
const idOf = (message: Message, account: string | undefined, raw: unknown): string =>
  message.id ??
  derivedId(
    account,
    message.from ?? message.from_user_id,
    message.timestamp,
    message.type,
    mediaIdOf(message) ?? message.text?.body ?? raw,
  )

const commonOf = (message: Message, where: Where, raw: unknown): Common => {
  const { context } = message
  const forwarded = context?.forwarded === true || context?.frequently_forwarded === true
  return compact<Common>({
    channel: 'whatsapp',
    account: where.account,
    remoteId: idOf(message, where.account, raw),
    type: typeOf(message) ?? 'unknown',
    author: authorOf(message, where.contacts),
    createdAt: isoTime(message.timestamp),
    surface: message.group_id === undefined ? 'dm' : 'group',
    replyTo: context?.id,
    forwarded: forwarded ? true : undefined,
    error: message.errors.map(errorOf).find((error) => error !== undefined),
  })
}

/** `from` is the old number; the message itself holds the new ids. */
const identityOf = (common: Common, message: Message): ChannelEvent => {
  const { system } = message
  const number = system?.wa_id ?? system?.new_wa_id
  const ids = aliasSet([
    number,
    ...(common.author?.aliases ?? []),
    system?.customer,
    ...idsOf(system?.user_id),
    system?.previous_user_id,
    ...idsOf(system?.parent_user_id),
  ])
  const author = compact<EventAuthor>({
    ...common.author,
    remoteId: number ?? common.author?.remoteId ?? ids[0],
    aliases: ids.length === 0 ? undefined : ids,
  })
  const { author: _unused, ...rest } = common
  return {
    ...rest,
    kind: 'identity',
    ...(system?.body === undefined ? {} : { text: system.body }),
    ...(system?.type === undefined ? {} : { status: system.type }),
    ...(ids.length === 0 ? {} : { author }),
  }
}

const actedUpon = (kind: 'reaction' | 'edit' | 'delete', common: Common, target: string | undefined): ChannelEvent => ({
  ...common,
  kind: target === undefined ? 'unsupported' : kind,
  ...(target === undefined ? {} : { target }),
})

const reactionOf = (common: Common, { reaction }: Message): ChannelEvent => ({
  ...actedUpon('reaction', common, reaction?.message_id),
  // A removed reaction comes without its emoji, or with an empty one.
  ...(reaction?.emoji ? { text: reaction.emoji } : {}),
})

export const eventOf = (raw: unknown, where: Where): ChannelEvent => {
  const parsed = messageSchema.safeParse(raw)
  if (!parsed.success) {
    const type = isRecord(raw) && typeof raw.type === 'string' ? raw.type : 'unknown'
    return compact<ChannelEvent>({
      kind: 'unsupported',
      channel: 'whatsapp',
      account: where.account,
      remoteId: derivedId(where.account, raw),
      type,
    })
  }
  const message = parsed.data
  const common = commonOf(message, where, raw)
  switch (message.type) {
    case 'reaction':
      return reactionOf(common, message)
    case 'system':
      return identityOf(common, message)
    case 'edit':
      return { ...actedUpon('edit', common, message.edit?.original_message_id), ...said(message.edit?.message ?? {}) }
    case 'revoke':
      return actedUpon('delete', common, message.revoke?.original_message_id)
    case 'request_welcome':
      // The chat was opened; nothing has been said yet.
      return { ...common, kind: 'other' }
    default: {
      const calls = message.interactive?.call_permission_reply
      if (calls !== undefined) return compact<ChannelEvent>({ ...common, kind: 'other', status: calls.response })
      const content = said(message)
      return content === null ? { ...common, kind: 'unsupported' } : { ...common, kind: 'post', ...content }
    }
  }
}

/** What the ministry itself sent, from its phone or another program: never a citizen's post, whatever its type. */
export const echoOf = (raw: unknown, where: Where): ChannelEvent => {
  const event = eventOf(raw, { ...where, contacts: [] })
  return { ...event, kind: 'echo' }
}
