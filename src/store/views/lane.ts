// Cases that people made of posts the machine had left without one.
import type { Store } from '../open.ts'

export const openedByPeople = (store: Store, since: number) =>
  store.read
    .selectFrom('events')
    .innerJoin('cases', 'cases.id', 'events.case_id')
    .select(['events.data', 'cases.kind'])
    .where('events.kind', '=', 'opened')
    .where('events.actor_kind', '!=', 'machine')
    .where('events.at', '>=', since)
    .execute()
