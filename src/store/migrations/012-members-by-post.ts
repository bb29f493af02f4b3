// Every membership of a post, whichever it is: partial indexes serve no question that leaves open which, and SQLite then walks
// all members for each post.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const membersByPost: Migration = {
  name: '012-members-by-post',
  up: async (db) => {
    await db.schema.dropIndex('members_also').execute()
    await db.schema.createIndex('members_post').on('members').column('post_id').execute()
  },
  down: async (db) => {
    await db.schema.dropIndex('members_post').execute()
    await db.schema
      .createIndex('members_also')
      .on('members')
      .column('post_id')
      .where(sql.ref('main'), '=', sql.lit(0))
      .execute()
  },
}
