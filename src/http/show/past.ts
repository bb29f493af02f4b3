// Folds a case's events and moves into who was in it and how it stood. Pure.
import type { Fixed, Then } from '../../cases/index.ts'
import type { CaseStatus, UserId } from '../../model.ts'

type Event = {
  readonly id: string
  readonly seq: number
  readonly kind: string
  readonly post_id: string | null
  readonly data: string
  readonly undoes: string | null
}
type Move = { readonly seq: number; readonly post: string; readonly from: string | null; readonly to: string | null }
type Fields = Partial<{
  status: CaseStatus
  owner: UserId | null
  agency: string | null
  assigned: Then['assigned']
  fixed: Fixed
}>
type Remembered = {
  readonly before?: Fields
  readonly after?: Fields
  readonly folded?: readonly { readonly case: string }[]
  /** Another agency was asked, is done, is asked again, or is left out. */
  readonly agency?: string
  readonly does?: string
}

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

/** A person who gave the case an agency is remembered by what it had before. */
const settled = ({ before, after = {} }: Remembered): Fields =>
  after.agency === before?.agency ? after : { ...after, assigned: true }

const standingOf = (id: string, events: readonly Event[], first: CaseStatus): Then => {
  const known = new Map<string, Remembered>()
  let standing: Then = { status: first, owner: null, agency: null, assigned: false, fixed: {} }
  for (const event of events) {
    const data = JSON.parse(event.data) as Remembered
    known.set(event.id, data)
    if ((data.folded ?? []).some((one) => one.case === id)) standing = { ...standing, status: 'merged' }
    standing = { ...standing, ...(event.undoes === null ? settled(data) : known.get(event.undoes)?.before) }
  }
  return standing
}

const asked = (events: readonly Event[]): readonly { readonly agency: string; readonly done: boolean }[] => {
  const agencies = new Map<string, boolean>()
  for (const { kind, data } of events) {
    const { agency, does } = JSON.parse(data) as Remembered
    if (kind !== 'noted' || agency === undefined) continue
    if (does === 'leave') agencies.delete(agency)
    else agencies.set(agency, does === 'done')
  }
  return [...agencies].map(([agency, done]) => ({ agency, done }))
}

export const asItWas = (id: string, events: readonly Event[], moves: readonly Move[], first: CaseStatus) => ({
  standing: standingOf(id, events, first),
  asked: asked(events),
  posts: [...postsIn(id, events, moves)],
})
