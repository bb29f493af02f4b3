// A small town for tests of pipeline, cases and review: people say things, and one looks at what became of them.
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { Matcher } from '../../dedupe/index.ts'
import type { Actor, CaseId, PostId, UserId } from '../../src/model.ts'
import { createPipeline, type OwnPipeline, type PipelineOptions } from '../../src/pipeline/index.ts'
import type { Store } from '../../src/store/index.ts'
import { decideByNumber, matcherByNumber } from './by-number.ts'

export const noon = Date.UTC(2026, 10, 20, 9)
export const minute = 60_000

export const officer: Actor = { kind: 'user', id: 'officer' as UserId, name: 'Noura', role: 'supervisor' }

let serial = 0
/** One thing somebody said. */
export const said = (
  text: string,
  more: Partial<ChannelEvent> & { readonly by?: string; readonly at?: number } = {},
): ChannelEvent => {
  const { by = `9650${serial}`, at = noon, ...rest } = more
  serial++
  return {
    kind: 'post',
    channel: 'whatsapp',
    remoteId: `wamid.${serial}`,
    type: 'text',
    surface: 'dm',
    text,
    author: { remoteId: by },
    createdAt: new Date(at).toISOString(),
    ...rest,
  }
}

/** A report of an incident by its number; `doubt`: the matcher will not be sure. */
export const report = (
  incident: number,
  more: Parameters<typeof said>[1] & { readonly doubt?: boolean } = {},
): ChannelEvent => {
  const { doubt = false, ...rest } = more
  return said(`حفرة كبيرة في الشارع رقم ${incident}${doubt ? ' 9999' : ''} وما أحد يصلحها`, rest)
}

export type Town = {
  readonly store: Store
  readonly pipeline: OwnPipeline
  readonly matcher: Matcher
  clock: number
  hear(...events: readonly ChannelEvent[]): Promise<readonly PostId[]>
  /** Case of each post. */
  caseOf(post: PostId): Promise<CaseId | null>
  /** Posts by case: who is with whom. */
  partition(): Promise<readonly (readonly PostId[])[]>
}

export const townOn = (store: Store, options: Partial<PipelineOptions> = {}): Town => {
  const matcher = options.matcher ?? matcherByNumber()
  const town: Town = {
    store,
    matcher,
    clock: noon,
    pipeline: createPipeline({ store, matcher, decide: decideByNumber, clock: () => town.clock, ...options }),
    async hear(...events: readonly ChannelEvent[]) {
      const { events: told } = await town.pipeline.receive(events, { account: 'ministry' })
      await town.pipeline.drain()
      return told.map(({ postId }) => postId!)
    },
    async caseOf(post: PostId) {
      const row = await store.read.selectFrom('posts').select('case_id').where('id', '=', post).executeTakeFirst()
      return row?.case_id ?? null
    },
    async partition() {
      const rows = await store.read
        .selectFrom('posts')
        .select(['id', 'case_id'])
        .where('case_id', 'is not', null)
        .orderBy('seq')
        .execute()
      return [...Map.groupBy(rows, ({ case_id }) => case_id).values()].map((group) => group.map(({ id }) => id))
    },
  }
  return town
}

/** What must hold whatever happened: each post counts in one case or waits in the lane, and counts are what is there. */
export const faultsOf = async (store: Store): Promise<readonly string[]> => {
  const db = store.read
  const faults: string[] = []
  const posts = await db.selectFrom('posts').select(['id', 'case_id', 'lane', 'author_id']).execute()
  const members = await db.selectFrom('members').selectAll().where('main', '=', 1).execute()
  const cases = await db.selectFrom('cases').selectAll().execute()
  const home = new Map(members.map((member) => [member.post_id, member.case_id]))
  if (home.size !== members.length) faults.push('a post counts twice')
  for (const { id, case_id, lane } of posts) {
    if ((home.get(id) ?? null) !== case_id) faults.push(`post ${id}: membership and post disagree`)
    if ((case_id === null) !== (lane !== null)) faults.push(`post ${id}: both or neither of case and lane`)
  }
  for (const row of cases) {
    const mine = members.filter(({ case_id }) => case_id === row.id)
    if (row.status === 'merged') {
      if (mine.length > 0) faults.push(`${row.reference}: merged, yet holds posts`)
      continue
    }
    if (row.posts !== mine.length || mine.length === 0)
      faults.push(`${row.reference}: says ${row.posts} posts, holds ${mine.length}`)
    const authors = new Set(mine.map(({ author_id }) => author_id).filter((id) => id !== null)).size
    if (row.authors !== authors) faults.push(`${row.reference}: says ${row.authors} authors, has ${authors}`)
    const channels = Object.values(JSON.parse(row.by_channel) as Record<string, number>).reduce((a, b) => a + b, 0)
    if (channels !== mine.length) faults.push(`${row.reference}: channels do not add up`)
  }
  const events = await db.selectFrom('events').select('seq').orderBy('seq').execute()
  if (events.some(({ seq }, i) => seq !== i + 1)) faults.push('the event log has a gap')
  return faults
}
