// What X events share: who heard, the people and files an answer brings along, text as the author wrote it.
import type { ChannelEvent, EventAuthor, EventMedia } from '../connector.ts'
import { compact, derivedId, isoTime, placeOf } from '../edge.ts'
import { type Media, type OldMedia, problem, type User } from './api-types.ts'

export type Heard = {
  /** The account a delivery is for. */
  readonly account: string | undefined
  /** Our own account: its posts are echoes. The same, unless we also follow others. */
  readonly own: string | undefined
}

const entitiesOf: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** X escapes four signs in every text it sends. */
export const plain = (text: string | undefined): string | undefined =>
  text?.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entitiesOf[name] ?? whole)

export const idOf = (thing: { readonly id_str?: string | undefined; readonly id?: string | undefined } | undefined) =>
  thing?.id_str ?? thing?.id

export const personOf = (id: string | undefined, user?: User | undefined): EventAuthor | undefined => {
  const remoteId = id ?? idOf(user)
  const handle = user?.username ?? user?.screen_name
  if (remoteId === undefined && handle === undefined) return undefined
  return compact<EventAuthor>({
    remoteId,
    handle,
    name: user?.name,
    aliases: remoteId === undefined ? undefined : [remoteId],
  })
}

const kinds: Readonly<Record<string, EventMedia['kind']>> = { photo: 'image', video: 'video', animated_gif: 'video' }

type Variants = NonNullable<Media['variants']>
const best = (variants: Variants | undefined) =>
  [...(variants ?? [])]
    .filter(({ content_type }) => content_type === 'video/mp4')
    .sort((a, b) => (b.bit_rate ?? b.bitrate ?? 0) - (a.bit_rate ?? a.bitrate ?? 0))[0]

export const fileOf = (media: Media): EventMedia => {
  const video = best(media.variants)
  return compact<EventMedia>({
    kind: kinds[media.type ?? ''] ?? 'other',
    remoteId: media.media_key,
    mimeType: video?.content_type,
    caption: media.alt_text,
    url: video?.url ?? media.url ?? media.preview_image_url,
  })
}

export const oldFileOf = (media: OldMedia): EventMedia => {
  const video = best(media.video_info?.variants)
  return compact<EventMedia>({
    kind: kinds[media.type ?? ''] ?? 'other',
    remoteId: idOf(media),
    mimeType: video?.content_type,
    caption: media.ext_alt_text,
    url: video?.url ?? media.media_url_https,
  })
}

/** GeoJSON puts the longitude first. */
export const pointOf = (pair: readonly number[] | undefined): ChannelEvent['location'] | undefined =>
  placeOf(pair?.[1], pair?.[0])

const snowflakeEpoch = 1_288_834_974_657n

/** An id of X holds the millisecond it was made in, for answers that leave the time out. */
export const timeOfId = (id: string): string | undefined =>
  /^\d{15,19}$/.test(id) ? isoTime(Number((BigInt(id) >> 22n) + snowflakeEpoch)) : undefined

export const otherOf = (type: string, { account }: Heard, raw: unknown, remoteId?: string): ChannelEvent =>
  compact<ChannelEvent>({
    kind: 'other',
    channel: 'x',
    account,
    remoteId: remoteId ?? derivedId(account, type, raw),
    type,
  })

/** A problem is named by the last word of its type; older ones by a number. */
export const problemEvent = (raw: unknown, heard: Heard): ChannelEvent => {
  const { data } = problem.safeParse(raw)
  return compact<ChannelEvent>({
    ...otherOf('error', heard, raw),
    target: data?.resource_id ?? data?.value,
    error: compact({
      code: data?.type?.split('/').at(-1) ?? data?.code ?? data?.title,
      message: data?.detail ?? data?.message ?? data?.title,
    }),
  })
}
