// Retention: what has been kept as long as its kind may be is made anonymous or dropped. Small transactions, so that it can be
// stopped anywhere and goes on the next day.
import { change } from '../cases/change.ts'
import type { Retention } from '../config.ts'
import type { CaseKind, Millis } from '../model.ts'
import { audit } from '../store/audit.ts'
import { lockCases } from '../store/cases.ts'
import { countBodies, dropBodies, expiredCases, expiredLane, untouchedPosts } from '../store/expired.ts'
import { type Reader, write } from '../store/index.ts'
import { anonymise } from './anonymise.ts'
import { cleanUp, type EraseDesk } from './erase.ts'
import { periodsNow } from './periods.ts'

export type Retained = {
  readonly cases: number
  readonly posts: number
  readonly receipts: number
  readonly quarantine: number
}

const day = 86_400_000
const caseKinds: readonly CaseKind[] = ['complaint', 'suggestion', 'inquiry', 'emergency']
const page = 200
const everything = 1_000_000

/** What would be done now, and how many accounts would no longer be known by what went. */
export const dueForRetention = async (
  db: Reader,
  days: Retention,
  now: Millis,
): Promise<Retained & { readonly people: number }> => {
  const before = (kind: keyof Retention) => now - days[kind] * day
  const cases = (await Promise.all(caseKinds.map((kind) => expiredCases(db, kind, before(kind), everything)))).flat()
  const posts = await expiredLane(db, before('no-case'), everything)
  for (const { id } of cases) posts.push(...(await untouchedPosts(db, id)))
  return {
    cases: cases.length,
    posts: posts.length,
    people: new Set(posts.map(({ author_id }) => author_id)).size,
    receipts: await countBodies(db, 'read', before('receipts')),
    quarantine: await countBodies(db, 'unread', before('quarantine')),
  }
}

type Done = { posts: number; digests: string[] }

const expireCase = (desk: EraseDesk, id: Parameters<typeof untouchedPosts>[1]): Promise<Done> =>
  change(desk, async (changing) => {
    const rows = await lockCases(changing.tx, [id])
    const posts = await untouchedPosts(changing.tx, id)
    return { posts: posts.length, digests: [...(await anonymise(changing, posts, rows))] }
  })

const expireLane = (desk: EraseDesk, before: Millis): Promise<Done> =>
  change(desk, async (changing) => {
    const posts = await expiredLane(changing.tx, before, page)
    return { posts: posts.length, digests: [...(await anonymise(changing, posts, []))] }
  })

/** `usual`: as the server is set; what people set on the screen goes before it. */
export const retain = async (desk: EraseDesk, usual: Retention, signal?: AbortSignal): Promise<Retained> => {
  const { store, clock } = desk
  const now = clock()
  const days = await periodsNow(store.read, usual)
  const before = (kind: keyof Retention) => now - days[kind] * day
  const done = { cases: 0, posts: 0, receipts: 0, quarantine: 0 }
  const digests: string[] = []
  const add = (part: Done) => {
    done.posts += part.posts
    digests.push(...part.digests)
  }
  for (const kind of caseKinds)
    for (const { id } of await expiredCases(store.read, kind, before(kind), everything)) {
      if (signal?.aborted) break
      add(await expireCase(desk, id))
      done.cases++
    }
  for (let more = true; more && !signal?.aborted; ) {
    const part = await expireLane(desk, before('no-case'))
    add(part)
    more = part.posts === page
  }
  done.receipts = await write(store, (tx) => dropBodies(tx, 'read', before('receipts')))
  done.quarantine = await write(store, (tx) => dropBodies(tx, 'unread', before('quarantine')))
  if (Object.values(done).some((count) => count > 0)) {
    await write(store, (tx) =>
      audit(tx, { actor: { kind: 'machine' }, action: 'retained', subject: null, at: clock(), data: done }),
    )
    await cleanUp(desk, digests)
  }
  return done
}
