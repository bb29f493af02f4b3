// Folds a case's events and moves into who was in it and how it stood. Pure.
import type { CaseStatus } from '../../model.ts'

type Event = {
  readonly id: string
  readonly seq: number
  readonly kind: string
  readonly post_id: string | null
  readonly data: string
  readonly undoes: string | null
}
type Move = { readonly seq: number; readonly post: string; readonly from: string | null; readonly to: string | null }
type Standing = { status: CaseStatus; owner: string | null }
type Fields = { readonly status?: CaseStatus; readonly owner?: string | null }

const brings = (kind: string) => kind === 'opened' || kind === 'joined'

/** Events and moves in one order; an event's own post comes before what it moved. */
const postsIn = (id: string, events: readonly Event[], moves: readonly Move[]): ReadonlySet<string> => {
  const steps = [
    ...events.flatMap(({ seq, kind, post_id }) =>
      brings(kind) && post_id !== null ? [{ seq, post: post_id, enters: true }] : [],
    ),
    ...moves.map(({ seq, post, to }) => ({ seq, post, enters: to === id })),
  ].sort((a, b) => a.seq - b.seq)
  const posts = new Set<string>()
  for (const { post, enters } of steps) {
    if (enters) posts.add(post)
    else posts.delete(post)
  }
  return posts
}

const standingOf = (id: string, events: readonly Event[], first: CaseStatus): Standing => {
  const standing: Standing = { status: first, owner: null }
  const apply = (fields: Fields = {}) => {
    if (fields.status !== undefined) standing.status = fields.status
    if (fields.owner !== undefined) standing.owner = fields.owner
  }
  const known = new Map<
    string,
    { before?: Fields; after?: Fields; folded?: readonly { case: string; status: CaseStatus }[] }
  >()
  for (const event of events) {
    const data = JSON.parse(event.data)
    known.set(event.id, data)
    const folded = (data.folded ?? []).find((one: { case: string }) => one.case === id)
    if (folded !== undefined) standing.status = 'merged'
    if (event.undoes === null) apply(data.after)
    else apply(known.get(event.undoes)?.before)
  }
  return standing
}

export const asItWas = (id: string, events: readonly Event[], moves: readonly Move[], first: CaseStatus) => ({
  ...standingOf(id, events, first),
  posts: [...postsIn(id, events, moves)],
})
