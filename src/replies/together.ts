// Where several accounts are told by one message: their owner linked them, or the channel lets us speak to them only in public.
import type { AuthorId } from '../model.ts'
import type { Going, Planned, Reporter } from './planned.ts'

const isGoing = (one: Planned): one is Going => 'route' in one

/** Linked accounts get one answer: on the account of choice, or where that cannot be reached, on the first that can. */
export const tellOnce = (reporters: readonly Reporter[], planned: readonly Planned[]): readonly Planned[] => {
  const persons = Map.groupBy(
    reporters.flatMap(({ person }, i) => (person ? [{ person, one: planned[i]! }] : [])),
    ({ person }) => person.id,
  )
  const silent = new Set<AuthorId>()
  for (const accounts of persons.values()) {
    const going = accounts.filter(({ one }) => isGoing(one))
    const chosen = going.find(({ person }) => person.preferred) ?? going[0]
    for (const { one } of going) if (one !== chosen?.one) silent.add(one.author)
  }
  return planned.map((one) =>
    silent.has(one.author) ? { author: one.author, channel: one.channel, refused: 'told-elsewhere' } : one,
  )
}

/** One public post of our own stands for all whom X does not let us answer; it is booked on the first of them. */
export const tellTheRestInPublic = (
  planned: readonly Planned[],
  postFor: (author: AuthorId) => Planned,
): readonly Planned[] => {
  let post: Planned | null = null
  return planned.map((one) => {
    if (isGoing(one) || one.refused !== 'not-summoned') return one
    if (post !== null) return isGoing(post) ? { ...one, refused: 'told-in-public' } : one
    post = postFor(one.author)
    return post
  })
}
