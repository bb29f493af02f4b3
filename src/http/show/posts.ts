// Rows of posts as the wire shows them: personal data masked, whoever asks.
import { maskPersonalData } from '../../../dedupe/index.ts'
import {
  type AuthorRow,
  type MediaRow,
  type MemberRow,
  type PostRow,
  type Store,
  unpackMatch,
} from '../../store/index.ts'
import { authorsById, type MemberPost, mediaOf } from '../../store/views/posts.ts'
import { type Scope, withheldPosts } from '../../store/views/scope.ts'
import type { CasePostWire, MatchWire, PostWire, ReasonWire } from '../contract.ts'
import { authorView } from '../mask.ts'
import { mediaView } from './media.ts'
import { iso, isoOrNull } from './time.ts'

const locationOf = (json: string | null): PostWire['location'] => {
  if (json === null) return null
  const { lat, lon, name } = JSON.parse(json) as { lat: number; lon: number; name?: string }
  return { lat, lon, ...(name === undefined ? {} : { name: maskPersonalData(name) }) }
}

const authorOf = (author: AuthorRow | undefined) =>
  author === undefined ? null : authorView({ ...author, remoteId: author.remote_id })

const postView = (row: PostRow, author: AuthorRow | undefined, media: readonly MediaRow[]): PostWire => ({
  id: row.id,
  channel: row.channel,
  account: row.account,
  kind: row.surface,
  reportKind: row.kind,
  remoteId: row.remote_id,
  author: authorOf(author),
  text: maskPersonalData(row.text),
  language: row.language,
  createdAt: iso(row.created_at),
  receivedAt: iso(row.received_at),
  replyTo: row.reply_to,
  media: media.map(mediaView),
  location: locationOf(row.location),
  forwarded: row.forwarded === 1,
  editedAt: isoOrNull(row.edited_at),
  deletedAt: isoOrNull(row.deleted_at),
  caseId: row.case_id,
  state: row.state,
})

/** Another agency's private post: that it was said, when and where, and nothing of what or by whom. */
const withhold = (post: PostWire): PostWire => ({
  ...post,
  remoteId: '',
  author: null,
  text: '',
  replyTo: null,
  media: [],
  location: null,
  withheld: true,
})

export const showPosts = async (store: Store, rows: readonly PostRow[], scope: Scope): Promise<readonly PostWire[]> => {
  const ids = rows.map(({ id }) => id)
  const withheld = await withheldPosts(store, scope, ids)
  const authors = await authorsById(
    store,
    rows.map(({ author_id }) => author_id),
  )
  const media = await mediaOf(store, ids)
  return rows.map((row) => {
    const view = postView(row, authors.get(row.author_id ?? ''), media.get(row.id) ?? [])
    return withheld.has(row.id) ? withhold(view) : view
  })
}

const matchOf = (json: string | null): MatchWire | null => (json === null ? null : (unpackMatch(json) as MatchWire))

const reasonView = (member: MemberRow): ReasonWire => ({
  decision: member.decision,
  reason: member.reason,
  p: member.p,
  match: matchOf(member.match),
  rival: matchOf(member.rival),
  by: member.actor,
  at: iso(member.at),
})

/** What matched is words too. */
const withholdReason = (why: ReasonWire): ReasonWire => ({ ...why, match: null, rival: null })

export const showCasePosts = async (
  store: Store,
  rows: readonly MemberPost[],
  scope: Scope,
): Promise<CasePostWire[]> => {
  const posts = await showPosts(store, rows, scope)
  return posts.map((post, index) => {
    const why = reasonView(rows[index]!.member)
    return { ...post, why: post.withheld ? withholdReason(why) : why }
  })
}
