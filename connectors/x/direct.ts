// One direct message as v2 tells it: in an answer, or inside an activity.
import type { ChannelEvent } from '../connector.ts'
import { compact, isoTime } from '../edge.ts'
import { directMessage } from './api-types.ts'
import { type Heard, otherOf, personOf, plain, timeOfId } from './common.ts'
import { filesOf, type Known } from './post.ts'

export const messageEvent = (raw: unknown, known: Known, heard: Heard): ChannelEvent => {
  const { data } = directMessage.safeParse(raw)
  if (data?.id === undefined || data.event_type !== 'MessageCreate')
    return otherOf(data?.event_type ?? 'dm', heard, raw, data?.id)
  const text = plain(data.text) || undefined
  const media = filesOf(data.attachments?.media_keys, known)
  const own = data.sender_id !== undefined && data.sender_id === heard.own
  return compact<ChannelEvent>({
    kind: own ? 'echo' : text === undefined && media === undefined ? 'unsupported' : 'post',
    channel: 'x',
    account: heard.account,
    remoteId: data.id,
    type: data.event_type,
    text,
    author: personOf(data.sender_id, known.users.get(data.sender_id ?? '')),
    createdAt: isoTime(data.created_at) ?? timeOfId(data.id),
    surface: 'dm',
    media,
  })
}
