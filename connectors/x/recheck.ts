// What has become of stored posts: X obliges whoever keeps them to drop what was deleted, protected or withheld, and tells
// nobody of it on this plan. https://docs.x.com/developer-terms/policy ; lookup: https://docs.x.com/x-api/posts/lookup
import type { ChannelEvent, Stored } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { call, readUses, type XConfig } from './api.ts'
import { documentEvents } from './mapper.ts'
import { errorOf, fields } from './poll.ts'

/** One lookup takes a hundred ids. */
export const recheckBatch = 100

/** Gone for us: deleted, its author protected, suspended or gone. Any other problem says nothing about the post. */
const goneTypes = /\/(?:resource-not-found|not-authorized-for-resource)$/

const goneIds = (body: unknown): ReadonlySet<string> => {
  const errors = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : []
  return new Set(
    errors.flatMap(({ type, resource_id, value }) =>
      goneTypes.test(String(type)) ? [String(resource_id ?? value)] : [],
    ),
  )
}

/** Withheld in Kuwait or everywhere. */
const withheldIds = (body: unknown): ReadonlySet<string> => {
  const posts = isRecord(body) && Array.isArray(body.data) ? body.data.filter(isRecord) : []
  return new Set(
    posts.flatMap(({ id, withheld }) => {
      const countries = isRecord(withheld) && Array.isArray(withheld.country_codes) ? withheld.country_codes : []
      return countries.some((code) => code === 'KW' || code === 'XX' || code === 'XY') ? [String(id)] : []
    }),
  )
}

export const recheck = async (
  config: XConfig,
  posts: readonly Stored[],
  signal: AbortSignal,
): Promise<readonly ChannelEvent[]> => {
  const ids = posts.map(({ remoteId }) => remoteId).join(',')
  const uses = readUses('post-read')
  const answer = await call(
    config,
    { path: 'tweets', endpoint: 'lookup', query: { ...fields, ids }, as: 'app', uses },
    signal,
  )
  if (answer.kind !== 'answer') throw errorOf(answer)
  const [gone, withheld] = [goneIds(answer.body), withheldIds(answer.body)]
  const heard = { account: config.accountId, own: config.accountId }
  const edits = (documentEvents(answer.body, heard) ?? []).filter(({ kind }) => kind === 'edit')
  const dropped = posts
    .filter(({ remoteId }) => gone.has(remoteId) || withheld.has(remoteId))
    .map(
      ({ remoteId, account }): ChannelEvent => ({
        kind: 'delete',
        channel: 'x',
        account,
        remoteId,
        type: gone.has(remoteId) ? 'gone' : 'withheld',
        target: remoteId,
      }),
    )
  return [...dropped, ...edits]
}
