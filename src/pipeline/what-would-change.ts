// What an addition to the profile's names and words would change, before it is switched on: the posts of the last month that say
// it, read by the list as it is and as it would be. Whoever switches it on has just these posts read again.
import { setImmediate as nextRound } from 'node:timers/promises'
import {
  type Added,
  type Addition,
  additionsOf,
  maskPersonalData,
  type Report,
  type Span,
  spansOfAdditions,
} from '../../dedupe/index.ts'
import type { Millis } from '../model.ts'
import { type Stretch, readPosts as stretchOf } from '../store/additions.ts'
import { type PostRow, type Reader, unpackReport } from '../store/index.ts'
import { heardOf } from '../store/media.ts'
import { mediaOf } from '../store/posts.ts'
import { toRead } from './prepare.ts'
import { readPost } from './reading.ts'

const month = 30 * 86_400_000
const page = 500
/** Posts looked at, and posts read anew, at most. */
const [mostLooked, mostSaid] = [20_000, 1_000]

export type Reread = {
  readonly post: PostRow
  /** Where it says what is added or taken back. */
  readonly spans: readonly Span[]
  readonly before: Report
  readonly after: Report
}
export type WouldChange = {
  readonly looked: number
  readonly since: Millis
  readonly newest: number
  /** Posts that say it, newest first, and those of them that would be read otherwise. */
  readonly said: readonly PostRow[]
  readonly changed: readonly Reread[]
}

/** All of a report that a decision or a screen goes by. */
const meant = ({ kind, reports, places, concepts, names, topics, agency, state }: Report): string =>
  JSON.stringify([kind, reports, places, concepts, names, topics[0]?.id, agency, state])

type Look = { readonly db: Reader; readonly touched: Added; readonly next: Added }

const reread = async ({ db, touched, next }: Look, post: PostRow, words: string): Promise<Reread | null> => {
  const before = unpackReport(post)
  const after = unpackReport({ ...post, ...readPost(toRead({ post, media: await mediaOf(db, post.id) }), next) })
  if (meant(before) === meant({ ...after, replyTo: before.replyTo })) return null
  return { post, spans: spansOfAdditions(maskPersonalData(words), touched), before, after }
}

/** Those of a page that say it. */
const saying = async ({ db, touched }: Look, rows: readonly PostRow[]) => {
  const heard = await heardOf(db, rows)
  return rows
    .map((post) => ({ post, words: heard.get(post.id) ?? post.text }))
    .filter(({ words }) => spansOfAdditions(words, touched).length > 0)
}

/** Posts that say what was touched, without reading them anew. */
export const postsSaying = async (
  db: Reader,
  touched: readonly Addition[],
  { since, after }: Pick<Stretch, 'since' | 'after'>,
): Promise<readonly PostRow[]> => {
  const look = { db, touched: additionsOf(touched), next: additionsOf([]) }
  const rows = await stretchOf(db, { since, after, before: Number.MAX_SAFE_INTEGER, limit: page })
  return (await saying(look, rows)).map(({ post }) => post)
}

export const whatWouldChange = async (
  db: Reader,
  touched: readonly Addition[],
  next: readonly Addition[],
  now: Millis,
): Promise<WouldChange> => {
  const look: Look = { db, touched: additionsOf(touched), next: additionsOf(next) }
  const since = now - month
  const said: PostRow[] = []
  const changed: Reread[] = []
  let [looked, newest, before] = [0, 0, Number.MAX_SAFE_INTEGER]
  for (let more = true; more && looked < mostLooked && said.length < mostSaid; ) {
    const rows = await stretchOf(db, { since, after: -1, before, limit: page })
    for (const { post, words } of await saying(look, rows)) {
      said.push(post)
      const one = await reread(look, post, words)
      if (one !== null) changed.push(one)
      await nextRound()
    }
    newest = Math.max(newest, rows[0]?.seq ?? 0)
    before = rows.at(-1)?.seq ?? 0
    looked += rows.length
    more = rows.length === page
    await nextRound()
  }
  return { looked, since, newest, said, changed }
}
