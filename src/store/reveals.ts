// Looking behind the mask, counted: whoever looks too often is stopped until somebody else lifts it. Read from the audit log,
// which nobody can change.
import type { Millis } from '../model.ts'
import type { AuditEntry } from './audit.ts'
import type { Reader } from './reader.ts'

export const revealActions = {
  revealed: 'author-revealed',
  stopped: 'reveals-stopped',
  lifted: 'reveals-lifted',
} as const

const lastWord = (db: Reader, actor: string) =>
  db
    .selectFrom('audit')
    .select(['seq', 'action'])
    .where('subject', '=', actor)
    .where('action', 'in', [revealActions.stopped, revealActions.lifted])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()

export const isStopped = async (db: Reader, actor: string): Promise<boolean> =>
  (await lastWord(db, actor))?.action === revealActions.stopped

/** Since then, and since it was last lifted. */
export const revealsOf = async (db: Reader, actor: string, since: Millis): Promise<number> => {
  const lifted = await lastWord(db, actor)
  const { n } = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('action', '=', revealActions.revealed)
    .where('actor_id', '=', actor)
    .where('seq', '>', lifted?.seq ?? 0)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Who is stopped now, newest first. */
export const stopped = async (db: Reader): Promise<readonly Pick<AuditEntry, 'at' | 'subject' | 'data'>[]> => {
  const rows = await db
    .selectFrom('audit')
    .select(['seq', 'at', 'action', 'subject', 'data'])
    .where('action', 'in', [revealActions.stopped, revealActions.lifted])
    .orderBy('seq', 'desc')
    .execute()
  const seen = new Set<string>()
  return rows.filter(({ subject, action }) => {
    const first = !seen.has(subject!)
    seen.add(subject!)
    return first && action === revealActions.stopped
  })
}
