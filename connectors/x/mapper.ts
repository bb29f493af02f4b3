// Whatever X sends or answers → events: search and mention pages, stream lines, both kinds of activity, compliance lines.
import type { ChannelEvent } from '../connector.ts'
import { compact, isoTime, isRecord, remoteId } from '../edge.ts'
import { activityEvents, isActivity } from './activity.ts'
import { answer as answerSchema, duties, includes as includesSchema } from './api-types.ts'
import { type Heard, idOf, otherOf, personOf, problemEvent, timeOfId } from './common.ts'
import { messageEvent } from './direct.ts'
import { isOldDelivery, oldEvents, oldTweetEvent } from './legacy.ts'
import { type Known, knownOf, postEvent } from './post.ts'

/** Withheld here, or everywhere (`XX`; `XY` after a copyright notice). */
const here = new Set(['KW', 'XX', 'XY'])

/** What the platform obliges us to do with a stored post. */
const dutyEvent = (raw: unknown, heard: Heard): ChannelEvent | null => {
  const { data } = duties.safeParse(raw)
  const [type, duty] = Object.entries(data ?? {}).find(([, body]) => body !== undefined) ?? []
  const subject = duty?.tweet ?? duty?.status
  const id = idOf(subject)
  if (type === undefined || duty === undefined || id === undefined) return null
  const withheld = type.endsWith('withheld') && (duty.withheld_in_countries ?? []).some((country) => here.has(country))
  const edited = type === 'tweet_edit'
  const target = edited ? (duty.initial_tweet_id ?? id) : id
  return compact<ChannelEvent>({
    kind: edited ? 'edit' : type === 'delete' || type === 'drop' || withheld ? 'delete' : 'other',
    channel: 'x',
    account: heard.account,
    remoteId: id,
    type,
    author: personOf(subject?.author_id ?? subject?.user_id_str ?? subject?.user_id),
    createdAt: isoTime(duty.event_at) ?? isoTime(duty.timestamp_ms),
    target,
  })
}

const itemEvents = (raw: unknown, known: Known, heard: Heard): readonly ChannelEvent[] => {
  if (!isRecord(raw)) return [otherOf('item', heard, raw)]
  if (isActivity(raw)) return activityEvents(raw, heard)
  if (typeof raw.event_type === 'string') return [messageEvent(raw, known, heard)]
  const isPost = typeof raw.text === 'string' || raw.note_tweet !== undefined || raw.note_post !== undefined
  if (isPost) return [postEvent(raw, known, heard)]
  const duty = dutyEvent(raw, heard)
  return [duty ?? otherOf(raw.username === undefined ? 'item' : 'user', heard, raw)]
}

const answerEvents = (raw: Record<string, unknown>, heard: Heard): readonly ChannelEvent[] => {
  const { data: answer } = answerSchema.safeParse(raw)
  if (answer === undefined) return []
  const known = knownOf(includesSchema.parse(answer.includes ?? {}))
  const items = answer.data === undefined ? [] : Array.isArray(answer.data) ? answer.data : [answer.data]
  const problems =
    answer.errors.length > 0 || answer.data !== undefined || answer.title === undefined ? answer.errors : [raw]
  return [
    ...items.flatMap((item) => itemEvents(item, known, heard)),
    ...problems.map((problem) => problemEvent(problem, heard)),
  ]
}

/** About the connection itself. */
const notices = ['replay_job_status', 'connection_metadata', 'disconnect', 'warning', 'limit', 'delete']
/** About a person and all he has posted: which of it is still there is looked up post by post. */
const ofPeople =
  'user_delete user_undelete user_protect user_unprotect user_suspend user_unsuspend user_withheld scrub_geo'.split(' ')

const answerNames = ['data', 'errors', 'meta', 'title']

/** Null: nothing X would send. */
export const documentEvents = (raw: unknown, heard: Heard): readonly ChannelEvent[] | null => {
  if (!isRecord(raw)) return null
  if (isActivity(raw)) return activityEvents(raw, heard)
  if (isOldDelivery(raw)) {
    const account = remoteId.parse(raw.for_user_id) ?? heard.account
    const events = oldEvents(raw, { account, own: heard.own ?? account })
    return events.length === 0 ? [otherOf('delivery', { account, own: account }, raw)] : events
  }
  if (Array.isArray(raw.statuses)) return raw.statuses.map((tweet) => oldTweetEvent(tweet, heard, 'tweet'))
  if (answerNames.some((name) => raw[name] !== undefined)) return answerEvents(raw, heard)
  const duty = dutyEvent(raw, heard)
  if (duty !== null) return [duty]
  const notice = [...notices, ...ofPeople].find((name) => isRecord(raw[name]) || raw.type === name)
  if (notice !== undefined) return [otherOf(notice, heard, raw)]
  if (raw.id_str !== undefined && (raw.text ?? raw.full_text) !== undefined) return [oldTweetEvent(raw, heard, 'tweet')]
  const isItem = typeof raw.text === 'string' || (raw.event_type !== undefined && raw.id !== undefined)
  return isItem ? itemEvents(raw, knownOf(includesSchema.parse({})), heard) : null
}

/**
 * An edit can be the first we hear of a post: nobody told us of the original, and a page shows only the newest of a chain.
 * The post is then told under the chain's first id before its edit; where it is known already, it is merely seen again.
 */
export const withOriginals = (events: readonly ChannelEvent[]): readonly ChannelEvent[] =>
  events.flatMap((event) => {
    if (event.kind !== 'edit' || event.target === undefined || event.text === undefined) return [event]
    const { target: first, ...content } = event
    const second = (timeOfId(first) ?? event.createdAt)?.replace(/\.\d{3}Z$/, '.000Z')
    return [
      { ...content, kind: 'post', remoteId: first, ...(second === undefined ? {} : { createdAt: second }) },
      event,
    ]
  })
