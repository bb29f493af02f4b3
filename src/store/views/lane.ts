// Cases that people made of posts the machine had left without one.
import type { Store } from '../open.ts'

/** By the audit log, whose acts are indexed: of many events few are people's. */
export const openedByPeople = (store: Store, since: number) =>
  store.read
    .selectFrom('audit')
    .innerJoin('events', 'events.case_id', 'audit.subject')
    .innerJoin('cases', 'cases.id', 'audit.subject')
    .select(['events.data', 'cases.kind'])
    .where('audit.action', '=', 'case-opened')
    .where('audit.at', '>=', since)
    .where('events.kind', '=', 'opened')
    .execute()
