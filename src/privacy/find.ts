// Whom and what a request is about, in the store as it is now.
import type { Channel } from '../../connectors/connector.ts'
import { NotFoundError } from '../errors.ts'
import type { AuthorId, CaseId, Millis, PostId } from '../model.ts'
import { aliasKeysOf } from '../store/authors.ts'
import { findCase, standingCase } from '../store/cases.ts'
import { accountsOn, authorsByKeys, type Person, person, postsInCase, postsOfAuthor } from '../store/forget.ts'
import type { PostRow, Reader } from '../store/index.ts'
import { findPosts } from '../store/posts.ts'

/** A person on one channel (or where a platform does not say, on any of several), or everything said in a case. */
export type Subject =
  | { readonly kind: 'author'; readonly channels: readonly Channel[]; readonly id: string }
  | { readonly kind: 'case'; readonly case: string }

export type Found = {
  readonly people: readonly Person[]
  readonly posts: readonly PostRow[]
  /** Look-up hashes of the subject, whether or not anybody has been heard under them. */
  readonly keys: readonly string[]
}

/** As people write a number: `+965 5000 1234` is the id 96550001234. */
const spellings = (channel: Channel, id: string): readonly string[] => {
  const text = id.trim()
  const digits = text.replace(/^\+|[\s().-]/g, '')
  return channel === 'whatsapp' && /^\d{7,15}$/.test(digits)
    ? [...new Set([text, digits])]
    : [text, text.replace(/^@/, '')]
}

export const lookUpKeys = async (
  db: Reader,
  { channels, id }: Extract<Subject, { kind: 'author' }>,
): Promise<readonly string[]> => {
  const keys: string[] = []
  for (const channel of channels)
    for (const account of new Set([channel, ...(await accountsOn(db, channel))]))
      for (const remoteId of spellings(channel, id))
        keys.push(...aliasKeysOf(db.keys, { channel, account, author: { remoteId } }))
  return [...new Set(keys)]
}

const peopleOf = async (db: Reader, ids: readonly AuthorId[]): Promise<readonly Person[]> => {
  const found = await Promise.all(ids.map((id) => person(db, id)))
  return found.filter((one) => one !== null)
}

/** Authors by their look-up hashes, with what they said until then, and posts by our ids. */
export const foundBy = async (
  db: Reader,
  keys: readonly string[],
  posts: readonly PostId[],
  until: Millis,
): Promise<Found> => {
  const people = await peopleOf(db, await authorsByKeys(db, keys))
  const said = await Promise.all(people.map(({ row }) => postsOfAuthor(db, row.id, until)))
  const named = (await findPosts(db, posts)).filter(({ id }) => !said.flat().some((post) => post.id === id))
  return { people, posts: [...said.flat(), ...named], keys }
}

const caseNamed = async (db: Reader, name: string): Promise<CaseId> => {
  const row =
    (await findCase(db, name as CaseId)) ??
    (await db.selectFrom('cases').selectAll().where('reference', '=', name).executeTakeFirst())
  if (row === undefined) throw new NotFoundError(`case ${name}`)
  return standingCase(db, row.id)
}

/** Of a case's authors, those who said nothing elsewhere are found whole; of the others, what they said here. */
const foundInCase = async (db: Reader, name: string, until: Millis): Promise<Found> => {
  const posts = await postsInCase(db, await caseNamed(db, name))
  const here = new Set(posts.map(({ id }) => id))
  const ids = [...new Set(posts.flatMap(({ author_id }) => author_id ?? []))]
  const people: Person[] = []
  for (const one of await peopleOf(db, ids))
    if ((await postsOfAuthor(db, one.row.id, until)).every(({ id }) => here.has(id))) people.push(one)
  return { people, posts, keys: people.flatMap(({ keys }) => keys) }
}

export const foundOf = async (db: Reader, subject: Subject, until: Millis): Promise<Found> =>
  subject.kind === 'case' ? foundInCase(db, subject.case, until) : foundBy(db, await lookUpKeys(db, subject), [], until)
