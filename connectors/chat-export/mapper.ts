// One message of an export to the event the pipeline knows.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact } from '../edge.ts'
import { type Attachment, type Body, readBody, splitSender } from './body.ts'
import { authorIdOf, nameMessages, phoneOf, sameSender } from './identity.ts'
import { toUtc } from './local-time.ts'
import type { Message } from './messages.ts'
import { type Order, readDate } from './order.ts'

export type Reading = {
  readonly tz: string
  readonly order: Order
  readonly self: readonly string[]
  readonly surface: 'dm' | 'group'
  readonly account?: string
}

const mediaKind: Record<Attachment['word'], EventMedia['kind']> = {
  image: 'image',
  video: 'video',
  gif: 'video',
  audio: 'audio',
  voice: 'voice',
  sticker: 'sticker',
  document: 'document',
  contact: 'contact',
  any: 'other',
}

const mediaOf = ({ word, filename }: Attachment): EventMedia =>
  compact<EventMedia>({ kind: mediaKind[word], filename, voice: word === 'voice' ? true : undefined })

const two = (value: number) => String(value).padStart(2, '0')

const typeOf = (said: Extract<Body, { kind: 'said' }>): string =>
  said.media[0]?.word === 'any'
    ? 'media'
    : (said.media[0]?.word ?? (said.location !== null && said.text === '' ? 'location' : 'text'))

const contentOf = (body: Body): Partial<ChannelEvent> & Pick<ChannelEvent, 'kind' | 'type'> => {
  if (body.kind === 'deleted') return { kind: 'delete', type: 'deleted' }
  if (body.kind === 'unreadable') return { kind: 'unsupported', type: 'unreadable', text: body.text }
  if (body.kind !== 'said') return { kind: 'other', type: body.kind, text: body.text }
  return compact<Partial<ChannelEvent> & Pick<ChannelEvent, 'kind' | 'type'>>({
    kind: body.text === '' && body.media.length === 0 && body.location === null ? 'other' : 'post',
    type: typeOf(body),
    text: body.text === '' ? undefined : body.text,
    media: body.media.length === 0 ? undefined : body.media.map(mediaOf),
    location: body.location ?? undefined,
  })
}

const authorOf = (sender: string): NonNullable<ChannelEvent['author']> => {
  const phone = phoneOf(sender)
  const name = sender.replace(/^~\s*/, '')
  return phone === null ? { remoteId: authorIdOf(sender), name } : { remoteId: phone, aliases: [phone] }
}

/** A date no calendar has comes back as a reason: the caller reports the line. */
export type Mapped =
  | { readonly kind: 'event'; readonly event: ChannelEvent }
  | { readonly kind: 'fault'; readonly reason: string }

export const mapMessages = (reading: Reading) => {
  const idOf = nameMessages()
  return ({ head, rest }: Message): Mapped => {
    const day = readDate(head.stamp, reading.order)
    if (day === null) return { kind: 'fault', reason: `${head.written} is no date in the order ${reading.order}` }
    const split = splitSender(rest)
    const body: Body = split === null ? { kind: 'system', text: rest } : readBody(split.said, head.dialect)
    const content = contentOf(body)
    const { hour, minute } = head.stamp
    const own = split !== null && reading.self.some((name) => sameSender(name, split.sender))
    const remoteId = idOf({
      author: split === null ? '' : authorIdOf(split.sender),
      minute: `${day.year}-${two(day.month)}-${two(day.day)}T${two(hour)}:${two(minute)}`,
      text: content.text ?? (body.kind === 'deleted' ? body.kind : ''),
      media: content.media !== undefined,
      place: content.location === undefined ? '' : `${content.location.lat},${content.location.lon}`,
    })
    const event = compact<ChannelEvent>({
      channel: 'chat-export',
      account: reading.account,
      ...content,
      kind: own && content.kind === 'post' ? 'echo' : content.kind,
      remoteId,
      author: split === null || body.kind === 'system' ? undefined : authorOf(split.sender),
      createdAt: new Date(toUtc(day, head.stamp, reading.tz)).toISOString(),
      surface: content.kind === 'post' ? reading.surface : undefined,
    })
    return { kind: 'event', event }
  }
}
