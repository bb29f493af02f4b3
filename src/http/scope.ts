// One place for what callers bound to agencies may act upon: every route says what it reaches (rights.ts), and is refused here
// when that is another agency's. What they may read is withheld in the views (show/).
import type { Context } from 'hono'
import type { PostId } from '../model.ts'
import type { Store } from '../store/index.ts'
import { findPost } from '../store/posts.ts'
import { mediaById } from '../store/views/posts.ts'
import { casesOfDelivery, casesOfLink, casesOfPlan, casesOfReply } from '../store/views/replies.ts'
import { review, suggestionsOf } from '../store/views/reviews.ts'
import { anyForeign, mayKnowAuthor, type Scope, withheldPosts } from '../store/views/scope.ts'
import type { Env, Who } from './context.ts'
import { ProblemError } from './problems.ts'
import { type Reach, reaches } from './reach.ts'

type Asked = { readonly store: Store; readonly scope: Scope; readonly id: string; readonly body: Body }
type Body = { readonly [name: string]: unknown }

const text = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : [])
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.flatMap(text) : [])

/** True when the caller may: what is not there at all is the handler's to say. */
type Check = (asked: Asked) => Promise<boolean>

const ofCase: Check = async ({ store, scope, id, body }) =>
  !(await anyForeign(store, scope, [id, ...texts(body.from), ...texts(body.cases)]))

const ofPost: Check = async ({ store, scope, id, body }) => {
  const post = await findPost(store.read, id as PostId)
  if (await anyForeign(store, scope, [...text(post?.case_id), ...text(body.into)])) return false
  // One in no case is another agency's where what it is about is.
  return post?.case_id != null || (await withheldPosts(store, scope, [id as PostId])).size === 0
}

/** A verdict changes the post's case, and `same` the case it is put into: the one named, else the best suggested. */
const ofReview: Check = async ({ store, scope, id, body }) => {
  const row = await review(store, id)
  if (row === null) return true
  const post = await findPost(store.read, row.post_id)
  const best = body.answer === 'same' ? (await suggestionsOf(store, [row.id])).get(row.id)?.[0]?.case_id : undefined
  const named = text(body.case)
  return !(await anyForeign(store, scope, [...text(post?.case_id), ...(named.length > 0 ? named : text(best))]))
}

const ofMedia: Check = async ({ store, scope, id }) => {
  const row = await mediaById(store, id)
  return row === null || (await withheldPosts(store, scope, [row.post_id])).size === 0
}

/** What belongs to cases: refused when any of them is another agency's. */
const ofItsCases =
  (casesOf: (store: Store, id: string) => Promise<readonly string[]>): Check =>
  async ({ store, scope, id }) =>
    !(await anyForeign(store, scope, await casesOf(store, id)))

const checks: Readonly<Record<Reach, Check>> = {
  own: async () => true,
  shown: async () => true,
  whole: async () => false,
  case: ofCase,
  post: ofPost,
  review: ofReview,
  author: ({ store, scope, id }) => mayKnowAuthor(store, scope, id),
  media: ofMedia,
  plan: ofItsCases(casesOfPlan),
  reply: ofItsCases(casesOfReply),
  delivery: ofItsCases(casesOfDelivery),
  link: ofItsCases(casesOfLink),
}

const bodyOf = async (c: Context<Env>): Promise<Body> => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return {}
  const body: unknown = await c.req.json().catch(() => null)
  return typeof body === 'object' && body !== null ? (body as Body) : {}
}

/** The `:id` of a route. Ids never hold an encoded letter, which would be decoded once more on the way to the handler. */
export const idIn = (route: string, path: string): string => {
  const at = route
    .slice(route.indexOf(' ') + 1)
    .split('/')
    .indexOf(':id')
  const id = at < 0 ? '' : (path.split('/')[at] ?? '')
  if (id.includes('%')) throw new ProblemError('not-found')
  return id
}

export const checkReach = async (c: Context<Env>, store: Store, route: string, { agencies }: Who): Promise<void> => {
  if (agencies === null) return
  const reach = reaches[route]
  const id = idIn(route, c.req.path)
  if (reach !== undefined && (await checks[reach]({ store, scope: agencies, id, body: await bodyOf(c) }))) return
  throw new ProblemError('other-agency')
}
