// A world of the tests as events of channels.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChannelEvent } from '../../connectors/connector.ts'

type Line = Readonly<Record<'id' | 'channel' | 'kind' | 'author' | 'text' | 'created_at', string>> & {
  readonly reply_to?: string
  readonly media?: readonly { readonly kind: 'image'; readonly phash?: string }[]
}

const eventOf = ({ id, channel, kind, author, text, created_at, reply_to, media }: Line): ChannelEvent => ({
  kind: 'post',
  channel: channel as ChannelEvent['channel'],
  remoteId: id,
  type: kind,
  surface: kind as NonNullable<ChannelEvent['surface']>,
  text,
  author: { remoteId: author },
  createdAt: new Date(created_at).toISOString(),
  ...(reply_to === undefined ? {} : { replyTo: reply_to }),
  ...(media === undefined ? {} : { media }),
})

export const worlds = join(import.meta.dirname, '../worlds')

export const eventsOf = (name: string): readonly ChannelEvent[] =>
  readFileSync(join(worlds, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => eventOf(JSON.parse(line) as Line))
