// Everything held on a person, for himself: readable, and complete.
import type { Channel } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { deliveriesTo } from '../store/forget-words.ts'
import type { PostRow, Reader } from '../store/index.ts'
import { mediaOf } from '../store/posts.ts'
import { editsOf, looksAt } from '../store/subject.ts'
import { foundOf } from './find.ts'

const iso = (at: Millis) => new Date(at).toISOString()

const postHeld = async (db: Reader, post: PostRow) => ({
  id: post.id,
  account: post.account,
  remoteId: post.remote_id,
  kind: post.surface,
  text: post.text,
  earlierTexts: (await editsOf(db, post.id)).map(({ text, edited_at }) => ({ text, until: iso(edited_at) })),
  createdAt: iso(post.created_at),
  receivedAt: iso(post.received_at),
  replyTo: post.reply_to,
  location: post.location === null ? null : (JSON.parse(post.location) as unknown),
  caseId: post.case_id,
  readAs: { kind: post.kind, language: post.language },
  media: (await mediaOf(db, post.id)).map(({ kind, mime_type, filename, caption, digest, words, transcript }) => ({
    kind,
    mimeType: mime_type,
    filename,
    caption,
    sha256: digest,
    words,
    transcript,
  })),
})

export const heldOn = async (db: Reader, channel: Channel, id: string, now: Millis) => {
  const { people, posts } = await foundOf(db, { kind: 'author', channels: [channel], id }, now)
  const authors = people.map(({ row }) => row.id)
  const answers = (await Promise.all(authors.map((author) => deliveriesTo(db, author)))).flat()
  const held = []
  for (const post of posts.toSorted((a, b) => a.seq - b.seq)) held.push(await postHeld(db, post))
  return {
    channel,
    people: people.map(({ row, words }) => ({
      id: row.id as string,
      ids: words.filter((word) => word !== row.handle && word !== row.name),
      handle: row.handle,
      name: row.name,
      since: iso(row.first_at),
    })),
    posts: held,
    answers: answers.map(({ text, state, route, created_at }) => ({ text, state, route, at: iso(created_at) })),
    seenBy: (await looksAt(db, authors)).map(({ at, action, actorName }) => ({ at: iso(at), action, by: actorName })),
  }
}
