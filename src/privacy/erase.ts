// Erasing a person: his words, files and whatever leads to him go, everywhere the product keeps them; what was counted stays
// counted. The ledger has it before the store does, and a keyed hash of each message stays, so that nothing brings him back.
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { type Changing, change } from '../cases/change.ts'
import type { Desk } from '../cases/index.ts'
import { recount } from '../cases/recount.ts'
import { dropBytes } from '../media/drop.ts'
import { type Actor, type CaseId, type Millis, nameOf, type PostId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { lockCases, saveCases } from '../store/cases.ts'
import { addErasure, findErasure, finishErasure } from '../store/erasures.ts'
import * as forget from '../store/forget.ts'
import * as words from '../store/forget-words.ts'
import { type ErasureRow, emit, type PostRow, type Tx, write } from '../store/index.ts'
import { digestsOf } from '../store/media.ts'
import { closeMootReviews } from '../store/reviews.ts'
import { scrub } from '../store/scrub.ts'
import { bury } from '../store/tombstones.ts'
import { type Found, foundOf, type Subject } from './find.ts'
import { appendLedger, type LedgerEntry } from './ledger.ts'

export type EraseDesk = Desk & {
  readonly ledger: string
  /** Where citizens' files are kept. */
  readonly mediaFolder: string
}

export type Erased = {
  readonly id: string
  readonly people: number
  readonly posts: number
  /** Whether the engine's own log is empty too; else it is within minutes. */
  readonly clean: boolean
}

type Gone = { readonly messages: readonly string[]; readonly digests: readonly string[] }

const machine = { kind: 'machine' } as const

const casesOf = (posts: readonly PostRow[]): readonly CaseId[] => [
  ...new Set(posts.flatMap(({ case_id }) => case_id ?? [])),
]

/** The events that told of these posts and people, taken out of the inbox. */
const forgetTelling = async (tx: Tx, { people, posts }: Found, at: Millis): Promise<readonly string[]> => {
  const told = [...(await forget.messagesOf(tx, posts))]
  for (const [channel, mine] of Map.groupBy(posts, (post) => post.channel)) {
    const remote = mine.map(({ remote_id }) => remote_id)
    told.push(...(await forget.messagesAbout(tx, channel, remote)))
  }
  for (const { row, words: spelt } of people) {
    const answers = (await words.deliveriesTo(tx, row.id)).flatMap(({ remote_id }) => remote_id ?? [])
    told.push(...(await forget.messagesAbout(tx, row.channel, answers)))
    told.push(...(await forget.messagesNaming(tx, row.channel, spelt)))
    await forget.forgetUnread(tx, spelt, at)
  }
  return forget.forgetMessages(tx, [...new Map(told.map((one) => [one.seq, one])).values()], at)
}

const forgetPeople = async (tx: Tx, { people, posts, keys }: Found, at: Millis): Promise<void> => {
  await bury(tx, [...keys, ...people.flatMap((one) => one.keys)], at)
  const ids = posts.map(({ id }) => id)
  const cases = casesOf(posts)
  await words.forgetInPlans(
    tx,
    people.map(({ row }) => row.id),
    cases,
  )
  const spelt = people.flatMap((one) => one.words)
  await words.forgetInEvents(tx, { words: spelt, cases, posts: ids })
  await words.forgetAnswers(tx, spelt)
  for (const { row } of people) {
    await words.forgetDeliveries(tx, row.id, null, at)
    await words.forgetTies(tx, row.id)
    if (!(await forget.stillSpeaks(tx, row.id))) await forget.forgetAuthor(tx, row.id)
  }
}

const recountAll = async ({ tx, now }: Changing, cases: readonly CaseId[]): Promise<void> => {
  const rows = await lockCases(tx, cases)
  const counted = []
  for (const row of rows) counted.push(await recount(tx, row, now))
  await saveCases(tx, counted)
  await closeMootReviews(tx, cases, now)
}

/** Inside a transaction: everything but the bytes of files and what the engine itself still holds. */
export const forgetFound = async (changing: Changing, found: Found, at: Millis): Promise<Gone> => {
  const { tx, now, changes } = changing
  const { posts } = found
  const ids = posts.map(({ id }) => id)
  const digests = await digestsOf(tx, ids)
  const messages = await forgetTelling(tx, found, at)
  for (const post of posts) {
    if (post.deleted_at === null)
      emit(tx, { kind: 'post-deleted', caseId: post.case_id, postId: post.id, actor: machine, at: now })
    await forget.forgetPost(tx, post, at)
  }
  await forgetPeople(tx, found, at)
  await recountAll(changing, casesOf(posts))
  changes.push({ kind: 'left', posts: ids })
  return { messages, digests }
}

/** What is kept after the commit by the engine and on the disk. False: a reader holds the engine's log, which is emptied later. */
export const cleanUp = async ({ store, mediaFolder }: EraseDesk, digests: readonly string[]): Promise<boolean> => {
  if (digests.length > 0) await dropBytes(store, mediaFolder, digests)
  return scrub(store)
}

export type Request = {
  readonly subject: Subject
  readonly origin: ErasureRow['origin']
  readonly actor: Actor
}

/** Kept at once; done by `finishRequest`, now or after a crash. `code`: for whoever may only ask how far it has come. */
export const request = async (
  { store, clock }: Desk,
  { subject, origin, actor }: Request,
): Promise<{ readonly id: string; readonly code: string }> => {
  const [id, code, at] = [uuidv7(), randomBytes(16).toString('hex'), clock()]
  await write(store, async (tx) => {
    await addErasure(tx, {
      id,
      origin,
      state: 'waiting',
      code: tx.keys.hash('code', code),
      request: JSON.stringify(subject),
      entry: null,
      posts: 0,
      actor: nameOf(actor),
      asked_at: at,
      done_at: null,
    })
    await audit(tx, { actor, action: 'erasure-asked', subject: id, at, data: { origin } })
  })
  return { id, code }
}

const entryOf = (row: ErasureRow, found: Found, gone: Gone, at: Millis): LedgerEntry => ({
  id: row.id,
  at,
  origin: row.origin,
  askedAt: row.asked_at,
  code: row.code,
  authors: [...new Set([...found.keys, ...found.people.flatMap(({ keys }) => keys)])],
  posts: found.posts.map(({ id }) => id),
  messages: [...gone.messages],
})

/** Null where it was done already. */
export const finishRequest = async (desk: EraseDesk, id: string): Promise<Erased | null> => {
  const done = await change(desk, async (changing) => {
    const { tx, now: at } = changing
    const row = await findErasure(tx, id)
    if (row === undefined || row.request === null) return null
    const found = await foundOf(tx, JSON.parse(row.request) as Subject, at)
    const gone = await forgetFound(changing, found, at)
    const entry = entryOf(row, found, gone, at)
    const [people, posts] = [found.people.length, found.posts.length]
    if (!(await finishErasure(tx, id, { entry: JSON.stringify(entry), posts, at }))) return null
    await audit(tx, { actor: machine, action: 'erased', subject: id, at, data: { people, posts } })
    appendLedger(desk.ledger, entry)
    return { id, people, posts, digests: gone.digests }
  })
  if (done === null) return null
  const { digests, ...erased } = done
  return { ...erased, clean: await cleanUp(desk, digests) }
}

export const erase = async (desk: EraseDesk, what: Request): Promise<Erased> =>
  (await finishRequest(desk, (await request(desk, what)).id))!

export const postIds = (entry: LedgerEntry): readonly PostId[] => entry.posts as PostId[]
