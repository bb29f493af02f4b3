// Whether each account's token can do its work: every missing permission by the name it has in the app's settings.
// https://developers.facebook.com/docs/instagram-platform/app-review
import { ConnectorError, type Probe } from '../connector.ts'
import { isRecord } from '../edge.ts'
import { type InstagramAccount, type InstagramConfig, isFacebookLogin, look } from './graph.ts'
import { mostHashtags } from './poll.ts'

type Wanted = { readonly name: string; readonly path: string; readonly permission: string }

const wantedOf = (config: InstagramConfig, { id }: InstagramAccount): readonly Wanted[] => {
  const page = isFacebookLogin(config)
  const scope = (what: string) => (page ? `instagram_${what}` : `instagram_business_${what}`)
  const [tag] = config.hashtags ?? []
  return [
    { name: 'instagram.account', path: `${id}?fields=id,username`, permission: scope('basic') },
    {
      name: 'instagram.comments',
      path: `${id}/media?fields=id,comments.limit(1){id}&limit=1`,
      permission: scope('manage_comments'),
    },
    {
      name: 'instagram.messages',
      path: `${id}/conversations?platform=instagram&limit=1`,
      permission: scope('manage_messages'),
    },
    ...(page
      ? [{ name: 'instagram.tags', path: `${id}/tags?fields=id&limit=1`, permission: 'instagram_manage_comments' }]
      : []),
    ...(page && tag !== undefined
      ? [
          {
            name: 'instagram.hashtags',
            path: `ig_hashtag_search?user_id=${id}&q=${encodeURIComponent(tag)}`,
            permission: 'Instagram Public Content Access',
          },
        ]
      : []),
  ]
}

const problems = { auth: 'token', rate: 'rate', budget: 'budget' } as const
const refusals: Readonly<Record<string, NonNullable<Probe['problem']>>> = {
  '10': 'permission',
  '200': 'permission',
  '3': 'permission',
}

const probe = async (
  config: InstagramConfig,
  account: InstagramAccount,
  { name, path, permission }: Wanted,
  signal: AbortSignal,
): Promise<Probe> => {
  try {
    const found = await look(config, account, path, signal)
    if (found.kind === 'there') return { name, ok: true }
    const problem = found.kind === 'gone' ? 'not-found' : (refusals[found.code] ?? 'other')
    return { name, ok: false, problem, permission }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const problem = problems[error.kind as keyof typeof problems] ?? 'network'
    return { name, ok: false, problem, permission }
  }
}

const neededFields = ['comments', 'messages']

/** Without its own subscription call an account's webhooks stay silent, however the app is set up. */
const subscribed = async (config: InstagramConfig, account: InstagramAccount, signal: AbortSignal): Promise<Probe> => {
  const name = 'instagram.subscribed'
  const found = await look(config, account, `${account.id}/subscribed_apps`, signal).catch(() => null)
  const apps = found?.kind === 'there' && isRecord(found.body) && Array.isArray(found.body.data) ? found.body.data : []
  const fields = apps.filter(isRecord).flatMap(({ subscribed_fields: given }) => (Array.isArray(given) ? given : []))
  const missing = neededFields.filter((field) => !fields.includes(field))
  return missing.length === 0
    ? { name, ok: true }
    : { name, ok: false, problem: 'subscription', permission: `subscribed_apps: ${missing.join(', ')}` }
}

export const test = async (config: InstagramConfig, signal: AbortSignal): Promise<readonly Probe[]> => {
  const probes: Probe[] = []
  for (const account of config.accounts) {
    for (const wanted of wantedOf(config, account)) probes.push(await probe(config, account, wanted, signal))
    if (!isFacebookLogin(config)) probes.push(await subscribed(config, account, signal))
  }
  if ((config.hashtags ?? []).length > mostHashtags)
    probes.push({
      name: 'instagram.hashtags',
      ok: false,
      problem: 'other',
      permission: `INSTAGRAM_HASHTAGS ≤ ${mostHashtags}`,
    })
  return probes
}
