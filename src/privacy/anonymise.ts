// A post that has served: it keeps its place, its matter and its count, and loses its author, what identifies people in its
// words, and its files.
import { uuidv7 } from 'uuidv7'
import { foldForSearch, maskPersonalData } from '../../dedupe/index.ts'
import type { Changing } from '../cases/change.ts'
import type { AuthorId, CaseId, Millis } from '../model.ts'
import { saveCases } from '../store/cases.ts'
import { saveAnonymous } from '../store/expired.ts'
import * as forget from '../store/forget.ts'
import * as words from '../store/forget-words.ts'
import type { CaseRow, PostRow, Tx } from '../store/index.ts'
import { digestsOf, emptyMedia } from '../store/media.ts'
import { dropSearch, saveSearch } from '../store/search.ts'

const telling = [
  /\bhttps?:\/\/\S+|\bwww\.\S+/gi,
  /@[\p{L}\p{N}_.]{2,}/gu,
  // What a person is numbered by is long; a block, a street, a time of day is not.
  /[\d٠-٩۰-۹](?:[\s-]?[\d٠-٩۰-۹]){3,}/g,
]

/** Words without numbers that identify, accounts and links; every covered character leaves a dot. */
export const anonymous = (text: string): string =>
  telling.reduce((rest, pattern) => rest.replace(pattern, (found) => '•'.repeat(found.length)), maskPersonalData(text))

/** About a kilometre: which part of which area, not which house. */
export const coarse = (location: string | null): string | null => {
  if (location === null) return null
  const { lat, lon } = JSON.parse(location) as { lat: number; lon: number }
  return JSON.stringify({ lat: Math.round(lat * 100) / 100, lon: Math.round(lon * 100) / 100 })
}

const anonymisePost = async (tx: Tx, post: PostRow, at: Millis): Promise<void> => {
  const text = anonymous(post.text)
  await saveAnonymous(tx, post, { text, location: coarse(post.location) })
  await emptyMedia(tx, post.id, at)
  await dropSearch(tx, post.seq)
  if (post.deleted_at === null) await saveSearch(tx, [{ seq: post.seq, body: foldForSearch(text) }])
  await forget.renamePost(tx, post)
}

const unlinkAuthor = async (tx: Tx, author: AuthorId, posts: readonly PostRow[], at: Millis): Promise<void> => {
  const ids = posts.map(({ id }) => id)
  await words.replaceAuthor(tx, author, uuidv7() as AuthorId, ids)
  if (await forget.speaksAtAll(tx, author)) return
  await words.forgetTies(tx, author)
  await words.forgetDeliveries(tx, author, null, at)
  await forget.forgetAuthor(tx, author)
}

const namesOf = async (tx: Tx, authors: readonly AuthorId[]): Promise<readonly string[]> => {
  const people = await Promise.all(authors.map((id) => forget.person(tx, id)))
  return people.flatMap((one) => one?.words ?? [])
}

/** Posts of one case, or of none; returns the files that may go. */
export const anonymise = async (
  { tx, now, changes }: Changing,
  posts: readonly PostRow[],
  cases: readonly CaseRow[],
): Promise<readonly string[]> => {
  const ids = posts.map(({ id }) => id)
  const digests = await digestsOf(tx, ids)
  const byAuthor = Map.groupBy(
    posts.filter(({ author_id }) => author_id !== null),
    ({ author_id }) => author_id!,
  )
  const authors = [...byAuthor.keys()]
  const caseIds: readonly CaseId[] = cases.map(({ id }) => id)
  await words.forgetInEvents(tx, { words: await namesOf(tx, authors), cases: caseIds, posts: ids })
  await words.forgetInPlans(tx, authors, caseIds)
  await forget.forgetMessages(tx, await forget.messagesOf(tx, posts), now)
  for (const post of posts) await anonymisePost(tx, post, now)
  for (const [author, mine] of byAuthor) await unlinkAuthor(tx, author, mine, now)
  await saveCases(
    tx,
    cases.map((row) => ({ ...row, title: anonymous(row.title), tally: anonymousTally(row.tally) })),
  )
  changes.push({ kind: 'left', posts: ids })
  return digests
}

const anonymousTally = (json: string): string => {
  const tally = JSON.parse(json) as { title: { text: string } | null }
  return JSON.stringify({ ...tally, title: tally.title && { ...tally.title, text: anonymous(tally.title.text) } })
}
