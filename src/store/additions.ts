// What people added to the profile's names and words, and the posts that may say them.
import type { Millis } from '../model.ts'
import { ruleText, standingText } from './desk.ts'
import type { Reader } from './reader.ts'
import type { PostRow } from './schema.ts'
import type { Tx } from './tx.ts'

/** The rule of the desk under which they are kept (desk.ts). */
export const additionsRule = 'additions'
const none = '[]'

export const additionsText = async (db: Reader): Promise<string> => (await ruleText(db, additionsRule)) ?? none
/** As they stand for a transaction that changes none of them. */
export const standingAdditions = async (tx: Tx): Promise<string> => (await standingText(tx, additionsRule)) ?? none

export type Stretch = {
  readonly since: Millis
  readonly after: number
  readonly before: number
  readonly limit: number
}

/** Posts that were read, newest first, of those that came after one number and before another. */
export const readPosts = (db: Reader, { since, after, before, limit }: Stretch): Promise<PostRow[]> =>
  db
    .selectFrom('posts')
    .selectAll()
    .where('seq', '<', before)
    .where('seq', '>', after)
    .where('created_at', '>=', since)
    .where('report', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
