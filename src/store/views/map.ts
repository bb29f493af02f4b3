// Where open cases are, and where they were.
import type { Store } from '../open.ts'

export type MapFilter = { readonly agency?: string | undefined; readonly topic?: string | undefined }

/** Cases that were open at any time since then. */
export const casesOpenSince = (store: Store, since: number, { agency, topic }: MapFilter) =>
  store.read
    .selectFrom('cases')
    .select(['area', 'kind', 'posts', 'opened_at', 'closed_at'])
    .where('merged_into', 'is', null)
    .where('status', '!=', 'merged')
    .where('posts', '>', 0)
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('closed_at', '>=', since)]))
    .$if(agency !== undefined, (query) => query.where('agency', '=', agency!))
    .$if(topic !== undefined, (query) =>
      query.where((eb) => eb.or([eb('topic', '=', topic!), eb('topic', 'like', `${topic}.%`)])),
    )
    .execute()
