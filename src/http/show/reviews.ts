// Questions for a person: the post, and each case it may belong to, with posts that stand for it.
import { type ReviewRow, unpackMatch } from '../../store/index.ts'
import { casesById } from '../../store/views/cases.ts'
import { postsById, samplePosts } from '../../store/views/posts.ts'
import { type SuggestionRow, suggestionsOf } from '../../store/views/reviews.ts'
import type { CaseWire, MatchWire, PostWire, ReviewWire } from '../contract.ts'
import { type CaseContext, showCases } from './cases.ts'
import { showPosts } from './posts.ts'
import { iso } from './time.ts'

const samples = 3

type Shown = { readonly cases: ReadonlyMap<string, CaseWire>; readonly posts: ReadonlyMap<string, readonly PostWire[]> }

/** A suggested case that was merged away is shown as what it became. */
const suggested = async (context: CaseContext, rows: readonly SuggestionRow[]): Promise<Shown> => {
  const found = await casesById(
    context.store,
    rows.map(({ case_id }) => case_id),
  )
  const views = await showCases(context, [...found.values()])
  const posts = new Map<string, readonly PostWire[]>()
  for (const { id } of found.values())
    posts.set(id, await showPosts(context.store, await samplePosts(context.store, id, samples), context.scope))
  return { cases: new Map(views.map((view) => [view.id, view])), posts }
}

const textsOf = (posts: readonly PostWire[]): readonly string[] => posts.map(({ text }) => text ?? '')

/** Only what somebody may still have to answer is asked about. */
const learn = async ({ nearness }: CaseContext, views: readonly ReviewWire[]): Promise<readonly ReviewWire[]> => {
  if (nearness === null) return views
  const open = views.filter(({ state }) => state === 'open')
  await nearness.learn(
    open.flatMap(({ post, suggestions }) => textsOf([post, ...suggestions.flatMap((one) => one.posts)])),
  )
  return views.map((view) => ({
    ...view,
    suggestions: view.suggestions.map((one) => {
      const near = nearness.nearest(view.post.text ?? '', textsOf(one.posts))
      return near === null ? one : { ...one, nearness: near }
    }),
  }))
}

export const showReviews = async (context: CaseContext, rows: readonly ReviewRow[]): Promise<readonly ReviewWire[]> => {
  const { store } = context
  const suggestions = await suggestionsOf(
    store,
    rows.map(({ id }) => id),
  )
  const shown = await suggested(context, [...suggestions.values()].flat())
  const postRows = await postsById(
    store,
    rows.map(({ post_id }) => post_id),
  )
  const posts = await showPosts(store, [...postRows.values()], context.scope)
  const byId = new Map(posts.map((post) => [post.id, post]))
  const views = rows.map((row): ReviewWire => {
    const post = byId.get(row.post_id)!
    return {
      id: row.id,
      post,
      caseId: post.caseId,
      suggestions: (suggestions.get(row.id) ?? []).flatMap(({ case_id, match }) => {
        const view = shown.cases.get(case_id)
        const of = shown.posts.get(case_id) ?? []
        return view === undefined ? [] : [{ case: view, posts: [...of], match: unpackMatch(match) as MatchWire }]
      }),
      createdAt: iso(row.created_at),
      state: row.state,
    }
  })
  return learn(context, views)
}
