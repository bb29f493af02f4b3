// Photos that tag an account are told to nobody: they are asked for, newest first, back to the last one that is stored.
// (Only the Facebook login product has the edge.)
import { z } from 'zod'
import { ConnectorError, type PollPage } from '../connector.ts'
import { maybe, words } from '../edge.ts'
import { answerEvents } from './answer.ts'
import { type InstagramConfig, mediaFields, read } from './client.ts'

/** `seen`: the newest stored, by account. `newest`, `after`: the pages being read of the account at `index`. */
const state = z.object({
  index: z.int().min(0),
  seen: z.record(z.string(), z.string()),
  newest: words,
  after: words,
})
type State = z.infer<typeof state>

const start: State = { index: 0, seen: {}, newest: undefined, after: undefined }

const stateOf = (cursor: string | null): State => {
  if (cursor === null) return start
  const parsed = state.safeParse(JSON.parse(cursor))
  if (parsed.success) return parsed.data
  throw new ConnectorError('instagram', 'malformed', 'instagram: the cursor is not one of this connector')
}

const paging = z.object({ paging: maybe(z.object({ cursors: maybe(z.object({ after: words })), next: words })) })

export const poll = async (config: InstagramConfig, cursor: string | null, signal: AbortSignal): Promise<PollPage> => {
  const current = stateOf(cursor)
  const index = current.index % config.accounts.length
  const account = config.accounts[index]!
  const page = current.after === undefined ? '' : `&after=${encodeURIComponent(current.after)}`
  const body = await read(config, account, `${account.id}/tags?fields=${mediaFields}&limit=50${page}`, signal)
  if (body === null) throw new ConnectorError('instagram', 'refused', 'instagram: tags are not given to this token')
  const found = answerEvents(body, { account: account.id }) ?? []
  const known = found.findIndex(({ remoteId }) => remoteId === current.seen[account.id])
  const events = known < 0 ? found : found.slice(0, known)
  const told = paging.safeParse(body).data?.paging
  const after = known < 0 && told?.next !== undefined ? told.cursors?.after : undefined
  const newest = current.newest ?? events[0]?.remoteId
  if (after !== undefined) return { events, cursor: JSON.stringify({ ...current, index, newest, after }), more: true }
  const seen = newest === undefined ? current.seen : { ...current.seen, [account.id]: newest }
  const next = index + 1
  return {
    events,
    cursor: JSON.stringify({ index: next % config.accounts.length, seen }),
    more: next < config.accounts.length,
  }
}
