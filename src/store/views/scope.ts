// What belongs to other agencies than a caller's. A case that no agency has yet is everybody's to sort.
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { AuthorId, CaseId, PostId } from '../../model.ts'
import { standingCase } from '../cases.ts'
import type { Store } from '../open.ts'
import type { Database } from '../schema.ts'

/** Ids of agencies; null = every agency. */
export type Scope = readonly string[] | null

export const isForeign = (scope: Scope, agency: string | null): boolean =>
  scope !== null && agency !== null && !scope.includes(agency)

/** Said before everyone. Any other surface, one not known yet too, is between a citizen and the ministry. */
const publicSurfaces: readonly string[] = ['mention', 'reply', 'comment', 'caption', 'hashtag', 'quote', 'post']

/** An empty list of agencies is none of them; engines want at least one value. */
const idsOf = (scope: readonly string[]): string[] => (scope.length === 0 ? [''] : [...scope])

type OnPosts = ExpressionBuilder<Database, 'posts'>

const inCase = (eb: OnPosts, where: (cases: ExpressionBuilder<Database, 'cases'>) => Expression<SqlBool>) =>
  eb.exists(
    eb
      .selectFrom('members')
      .innerJoin('cases', 'cases.id', 'members.case_id')
      .select('members.post_id')
      .whereRef('members.post_id', '=', 'posts.id')
      .where((inner) => where(inner as unknown as ExpressionBuilder<Database, 'cases'>)),
  )

const inAnyCase = (eb: OnPosts) =>
  eb.exists(eb.selectFrom('members').select('members.post_id').whereRef('members.post_id', '=', 'posts.id'))

/** What a post in no case is about is in its report alone, whose JSON stands on every engine as text: quotes inside it are escaped. */
const isAbout = (eb: OnPosts, agency: string) => eb('posts.report', 'like', `%"agency":"${agency}%`)
const isAboutOthers = (eb: OnPosts, ids: readonly string[]): Expression<SqlBool> =>
  eb.and([eb('posts.report', 'is not', null), isAbout(eb, ''), eb.not(eb.or(ids.map((id) => isAbout(eb, `${id}"`))))])

/** A condition on `posts`: the caller may read its words. Searching goes through it, for finding is reading. */
export const mayRead = (eb: OnPosts, scope: Scope): Expression<SqlBool> => {
  if (scope === null) return eb.lit(true)
  const ids = idsOf(scope)
  return eb.or([
    eb('posts.surface', 'in', [...publicSurfaces]),
    inCase(eb, (c) => c.or([c('cases.agency', 'is', null), c('cases.agency', 'in', ids)])),
    eb.and([eb.not(inAnyCase(eb)), eb.not(isAboutOthers(eb, ids))]),
  ])
}

/** Posts whose case is of these agencies, or of none yet. */
export const ownPosts = (eb: Pick<ExpressionBuilder<Database, 'reviews'>, 'selectFrom'>, scope: readonly string[]) =>
  eb
    .selectFrom('posts')
    .leftJoin('cases', 'cases.id', 'posts.case_id')
    .select('posts.id')
    .where((inner) => inner.or([inner('cases.agency', 'is', null), inner('cases.agency', 'in', idsOf(scope))]))

/** Of these posts, those whose words, media and author the caller may not see. */
export const withheldPosts = async (
  store: Store,
  scope: Scope,
  ids: readonly PostId[],
): Promise<ReadonlySet<string>> => {
  if (scope === null || ids.length === 0) return new Set()
  const rows = await store.read
    .selectFrom('posts')
    .select('posts.id')
    .where('posts.id', 'in', [...ids])
    .where((eb) => eb.not(mayRead(eb, scope)))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Of these cases, those of other agencies. */
export const foreignCases = async (
  store: Store,
  scope: Scope,
  ids: readonly CaseId[],
): Promise<ReadonlySet<string>> => {
  if (scope === null || ids.length === 0) return new Set()
  const rows = await store.read
    .selectFrom('cases')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('agency', 'is not', null)
    .where('agency', 'not in', idsOf(scope))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether any of these cases, or what it was merged into, is another agency's. */
export const anyForeign = async (store: Store, scope: Scope, ids: readonly string[]): Promise<boolean> => {
  if (scope === null || ids.length === 0) return false
  const standing = await Promise.all([...new Set(ids)].map((id) => standingCase(store.read, id as CaseId)))
  const rows = await store.read
    .selectFrom('cases')
    .select('agency')
    .where('id', 'in', [...ids, ...standing] as CaseId[])
    .execute()
  return rows.some(({ agency }) => isForeign(scope, agency))
}

/** An author is known to those who may read something he said. */
export const mayKnowAuthor = async (store: Store, scope: Scope, id: string): Promise<boolean> => {
  if (scope === null) return true
  const row = await store.read
    .selectFrom('posts')
    .select('posts.id')
    .where('posts.author_id', '=', id as AuthorId)
    .where((eb) => mayRead(eb, scope))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
