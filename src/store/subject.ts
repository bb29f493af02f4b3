// What is held on a person besides his posts: what they said before an edit, and who looked.
import type { AuthorId, PostId } from '../model.ts'
import type { AuditEntry } from './audit.ts'
import type { Reader } from './reader.ts'

export const editsOf = (db: Reader, post: PostId) =>
  db.selectFrom('edits').select(['text', 'edited_at']).where('post_id', '=', post).orderBy('seq').execute()

export const looksAt = (
  db: Reader,
  authors: readonly AuthorId[],
): Promise<readonly Pick<AuditEntry, 'at' | 'action' | 'actorName'>[]> =>
  authors.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('audit')
        .select(['at', 'action', 'actor_name as actorName'])
        .where('subject', 'in', [...authors])
        .orderBy('seq')
        .execute()
