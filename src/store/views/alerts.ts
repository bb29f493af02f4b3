// What one person should know of: where he is named, what he was given, emergencies, and windows about to close.
import type { UserId } from '../../model.ts'
import type { Store } from '../open.ts'
import type { Scope } from './scope.ts'

export const mentionsOf = (store: Store, user: UserId, since: number) =>
  store.read
    .selectFrom('mentions')
    .innerJoin('events', 'events.id', 'mentions.event_id')
    .innerJoin('cases', 'cases.id', 'mentions.case_id')
    .selectAll('cases')
    .select(['mentions.event_id', 'mentions.at as told', 'mentions.seen_at', 'events.actor_name'])
    .where('mentions.user_id', '=', user)
    .where('mentions.at', '>=', since)
    .orderBy('mentions.at', 'desc')
    .limit(50)
    .execute()

/** Given to him by somebody else. */
export const assignmentsTo = (store: Store, user: UserId, since: number) =>
  store.read
    .selectFrom('events')
    .innerJoin('cases', 'cases.id', 'events.case_id')
    .selectAll('cases')
    .select(['events.id as event_id', 'events.at as told', 'events.actor_name', 'events.actor_id', 'events.data'])
    .where('events.kind', '=', 'assigned')
    .where('events.at', '>=', since)
    .where('cases.owner', '=', user)
    .orderBy('events.seq', 'desc')
    .limit(50)
    .execute()

export const openEmergencies = (store: Store, scope: Scope, since: number) =>
  store.read
    .selectFrom('cases')
    .selectAll()
    .where('kind', '=', 'emergency')
    .where('status', 'in', ['open', 'in-progress'])
    .where('opened_at', '>=', since)
    .$if(scope !== null, (query) =>
      query.where((eb) =>
        eb.or([eb('agency', 'is', null), eb('agency', 'in', scope!.length === 0 ? [''] : [...scope!])]),
      ),
    )
    .orderBy('opened_at', 'desc')
    .limit(20)
    .execute()

export const openCasesOf = (store: Store, user: UserId) =>
  store.read
    .selectFrom('cases')
    .selectAll()
    .where('owner', '=', user)
    .where('status', 'in', ['open', 'in-progress', 'received', 'under-study'])
    .orderBy('urgency', 'desc')
    .limit(200)
    .execute()
