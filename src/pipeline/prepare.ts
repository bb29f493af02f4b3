// Prepare: what a channel told → a post of ours, and the report that is compared.
import { uuidv7 } from 'uuidv7'
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Added, Report } from '../../dedupe/index.ts'
import type { AuthorId, Millis, PostId } from '../model.ts'
import { type Known, knownAuthors, nameAuthors, type Said } from '../store/authors.ts'
import { type InboxRow, type MediaRow, type PostRow, packReport, type Tx, unpackReport } from '../store/index.ts'
import { unread } from '../store/media.ts'
import { findPosts, postsByRemoteId } from '../store/posts.ts'
import { together } from '../store/together.ts'
import { heardIn, seenIn } from './heard.ts'
import { type Reading, readHere, readPost, type ToRead } from './reading.ts'

export type Prepared = {
  readonly post: PostRow
  readonly media: readonly MediaRow[]
  readonly report: Report
  /** Its words with personal data masked, and folded for search. */
  readonly words: string
  readonly search: string
}

export const eventOf = (row: Pick<InboxRow, 'event'>): ChannelEvent => JSON.parse(row.event) as ChannelEvent

export const wordsOf = (event: ChannelEvent): string =>
  event.text ?? (event.media ?? []).flatMap(({ caption }) => caption ?? []).join('\n')

export const timeOf = (event: ChannelEvent, received: Millis): Millis => {
  const said = Date.parse(event.createdAt ?? '')
  return Number.isNaN(said) ? received : said
}

export const mediaRows = (event: ChannelEvent, post: PostId, from = 0): readonly MediaRow[] =>
  (event.media ?? []).map((one, i) => ({
    id: uuidv7(),
    post_id: post,
    position: from + i,
    kind: one.kind,
    remote_id: one.remoteId ?? null,
    mime_type: one.mimeType ?? null,
    sha256: one.sha256 ?? null,
    phash: one.phash ?? null,
    filename: one.filename ?? null,
    caption: one.caption ?? null,
    url: one.url ?? null,
    digest: null,
    ...unread,
  }))

/** The post as it is stored before it is prepared. */
export const plainPost = (row: InboxRow, event: ChannelEvent, author: AuthorId | null): PostRow => ({
  seq: row.seq,
  id: row.post_id!,
  channel: row.channel,
  account: row.account,
  remote_id: event.remoteId,
  surface: event.surface ?? event.type,
  author_id: author,
  text: wordsOf(event),
  created_at: timeOf(event, row.received_at),
  received_at: row.received_at,
  reply_to: event.replyTo ?? event.quoted ?? null,
  location: event.location === undefined ? null : JSON.stringify(event.location),
  forwarded: event.forwarded ? 1 : 0,
  summoned: event.summoned === undefined ? null : event.summoned ? 1 : 0,
  edited_at: null,
  deleted_at: null,
  state: 'received',
  kind: null,
  language: null,
  report: null,
  case_id: null,
  lane: 'unread',
})

/** A post that is not read yet, without what only the store knows: its author's id and its parent's. */
export type Draft = { readonly post: PostRow; readonly media: readonly MediaRow[] }

export const toRead = ({ post, media }: Draft): ToRead => {
  const pin = post.location === null ? null : (JSON.parse(post.location) as { lat: number; lon: number })
  return {
    post: {
      id: post.id,
      channel: post.channel,
      kind: post.surface,
      author: post.author_id,
      text: heardIn(post.text, media),
      at: post.created_at,
      replyTo: post.reply_to,
      media: media.map(({ kind, phash }) => ({ kind, phash })),
      location: pin && { lat: pin.lat, lon: pin.lon },
      forwarded: post.forwarded === 1,
    },
    seen: seenIn(media),
  }
}

const settled = ({ post, media }: Draft, reading: Reading, parent: PostId | null): Prepared => {
  const { kind, language, words, search } = reading
  const read: PostRow = { ...post, state: 'decided', kind, language, report: reading.report }
  const own = reading.made ? { ...reading.made, author: post.author_id } : unpackReport(read)
  const report = parent === null ? own : { ...own, replyTo: parent }
  return { post: parent === null ? read : { ...read, report: packReport(report) }, media, report, words, search }
}

/** `parent`: our id of the post it answers, where we have it. */
export const prepared = (post: PostRow, media: readonly MediaRow[], parent: PostId | null, added: Added): Prepared => {
  const draft = { post, media }
  return settled(draft, readPost(toRead(draft), added), parent)
}

/** A claimed event; a post may have been read already. */
export type Told = {
  readonly row: InboxRow
  readonly event: ChannelEvent
  readonly draft: Draft | null
  readonly reading: Reading | null
}

export const draftOf = (row: InboxRow, event: ChannelEvent): Draft | null => {
  if (event.kind !== 'post') return null
  const post = plainPost(row, event, null)
  return { post, media: mediaRows(event, post.id) }
}

/** What costs most of a turn is done before it holds the store. */
export const readAhead = (row: InboxRow, added: Added): Told => {
  const event = eventOf(row)
  const draft = draftOf(row, event)
  return { row, event, draft, reading: draft && readHere(toRead(draft), added) }
}

type Parents = (post: Pick<PostRow, 'channel' | 'account' | 'reply_to'>) => PostId | null

/** Posts answered, whether stored before or told in the same batch. */
const parentsOf = async (tx: Tx, told: readonly Told[]): Promise<Parents> => {
  const key = (channel: string, account: string, id: string) => `${channel}|${account}|${id}`
  const found = new Map(
    told.map(({ row, event }) => [key(row.channel, row.account, event.remoteId), row.post_id!] as const),
  )
  const answering = told.filter(({ event }) => event.replyTo ?? event.quoted)
  const inGroups = [...Map.groupBy(answering, ({ row }) => `${row.channel}|${row.account}`).values()].map(
    async (group) => {
      const { channel, account } = group[0]!.row
      const ids = group.map(({ event }) => (event.replyTo ?? event.quoted)!)
      for (const [remote, id] of await postsByRemoteId(tx, channel, account, ids))
        found.set(key(channel, account, remote), id)
    },
  )
  await together(inGroups)
  return ({ channel, account, reply_to }) =>
    reply_to === null ? null : (found.get(key(channel, account, reply_to)) ?? null)
}

/** What the store knows of posts that were told; `inStore`: those that are there already (tried again). */
export type Found = { readonly authors: Known; readonly parent: Parents; readonly inStore: ReadonlySet<string> }

const saidIn = ({ row, event }: Told): Said => ({
  channel: row.channel,
  account: row.account,
  author: event.author,
  at: timeOf(event, row.received_at),
})

export const lookUp = async (tx: Tx, told: readonly Told[]): Promise<Found> => {
  const tried = told.filter(({ row }) => row.fault !== null).map(({ row }) => row.post_id!)
  const [authors, parent, stored] = await together([
    knownAuthors(tx, told.map(saidIn)),
    parentsOf(tx, told),
    findPosts(tx, tried),
  ])
  return { authors, parent, inStore: new Set(stored.map(({ id }) => id)) }
}

const preparedBy = (told: readonly Told[], { parent }: Found, authors: readonly (AuthorId | null)[]) =>
  told.map(({ draft, reading }, i) => {
    const { post, media } = draft!
    const mine = { post: { ...post, author_id: authors[i]! }, media }
    return settled(mine, reading!, parent(mine.post))
  })

/** With what is asked of the store about them, in the same piece; once more where another worker named an author first. */
export const prepareAll = async <T>(
  tx: Tx,
  told: readonly Told[],
  found: Found,
  ask: (prepared: readonly Prepared[]) => Promise<T>,
): Promise<readonly [readonly Prepared[], T]> => {
  const { authors, stored } = nameAuthors(tx, told.map(saidIn), found.authors)
  const ours = preparedBy(told, found, authors)
  const [others, answer] = await together([stored, ask(ours)])
  if (others === null) return [ours, answer]
  const theirs = preparedBy(told, found, others)
  return [theirs, await ask(theirs)]
}
