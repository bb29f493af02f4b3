// A generic post → one event. Without an id there is nothing to tell a repetition by, so it is `unsupported`.
import type { ChannelEvent, EventAuthor, EventMedia } from '../connector.ts'
import { compact, derivedId, isoTime } from '../edge.ts'
import { post as postSchema } from './api-types.ts'

const kinds: readonly EventMedia['kind'][] = ['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact']

type Author = NonNullable<ReturnType<typeof postSchema.parse>['author']>

const authorOf = (author: Author | undefined): EventAuthor | undefined => {
  const { id, handle, name } = typeof author === 'object' ? author : { id: author }
  const aliases = id === undefined ? undefined : [id]
  return author === undefined ? undefined : compact<EventAuthor>({ remoteId: id, handle, name, aliases })
}

export const postEvent = (raw: unknown): ChannelEvent => {
  const { data } = postSchema.safeParse(raw)
  const media = data?.media?.map(({ kind, url, phash }) =>
    compact<EventMedia>({ kind: kinds.find((known) => known === kind) ?? 'other', url, phash }),
  )
  const location = data?.location
  const said = data?.text || media?.length || location
  return compact<ChannelEvent>({
    kind: data?.id !== undefined && said ? 'post' : 'unsupported',
    channel: 'generic',
    account: data?.account,
    remoteId: data?.id ?? derivedId('generic', raw),
    type: data?.kind ?? 'post',
    text: data?.text,
    author: authorOf(data?.author),
    createdAt: isoTime(data?.created_at),
    surface: data?.kind ?? 'dm',
    replyTo: data?.reply_to,
    media,
    location: location === undefined ? undefined : compact(location),
  })
}
