// What the keys are good for: reading as the app, writing as the account, each missing right by its name.
import type { Probe } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { type Call, call, type XAnswer, type XConfig } from './api.ts'
import { queryFault } from './query.ts'

const problemOf = (answer: Exclude<XAnswer, { kind: 'answer' }>): NonNullable<Probe['problem']> => {
  if (answer.kind === 'unable') return 'token'
  if (answer.kind === 'held') return answer.hold.reason
  if (answer.kind === 'lost') return 'network'
  if (answer.status === 401) return 'token'
  if (answer.status === 403) return 'permission'
  if (answer.status === 404) return 'not-found'
  return answer.status === 429 ? 'rate' : 'other'
}

type Wanted = { readonly name: string; readonly permission: string; readonly call: Call; readonly writes?: boolean }

const probe = async (config: XConfig, wanted: Wanted, signal: AbortSignal): Promise<Probe> => {
  const { name, permission } = wanted
  const answer = await call(config, wanted.call, signal)
  if (answer.kind !== 'answer') return { name, ok: false, problem: problemOf(answer), permission }
  // A key made before the app was allowed to write stays a reading one until it is made anew.
  if (wanted.writes && answer.access === 'read') return { name, ok: false, problem: 'permission', permission }
  const found = isRecord(answer.body) && isRecord(answer.body.data)
  return found ? { name, ok: true } : { name, ok: false, problem: 'not-found', permission }
}

export const test = async (config: XConfig, signal: AbortSignal): Promise<readonly Probe[]> => {
  const { accountId = '', query, queryLength = 512 } = config
  const user = (path: string, as: Call['as']): Call => ({
    path,
    endpoint: `test ${path.split('/').at(-1) === 'me' ? 'me' : 'account'}`,
    as,
    uses: () => [{ what: 'user-read', ids: [accountId] }],
  })
  const probes: Probe[] = [
    await probe(
      config,
      { name: 'x.read', permission: 'X_BEARER_TOKEN', call: user(`users/${accountId}`, 'app') },
      signal,
    ),
  ]
  const write = { name: 'x.write', permission: 'tweet.write', call: user('users/me', 'user'), writes: true }
  probes.push(await probe(config, write, signal))
  if (query && queryFault(query, queryLength) !== null)
    probes.push({
      name: 'x.query',
      ok: false,
      problem: 'other',
      permission: `X_SEARCH_QUERY ${queryFault(query, queryLength)}`,
    })
  return probes
}
