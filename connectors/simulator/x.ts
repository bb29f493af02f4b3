// X, played: mentions and search by since_id and pages, activity deliveries, posts with the reply rule and duplicates.
// docs.x.com/x-api: posts/search/integrate/paginate, activity/event-payloads, posts/manage-tweets, fundamentals/rate-limits.
import type { Context } from 'hono'
import type { Said, Sent, World } from './world.ts'

export const tweetOf = (world: World, said: Said) => {
  const named = `@${world.accounts.xHandle}`
  const start = said.text.toLowerCase().indexOf(named.toLowerCase())
  const mentions =
    start < 0 ? [] : [{ start, end: start + named.length, username: world.accounts.xHandle, id: world.accounts.x }]
  const reference =
    said.replyTo === null ? [] : [{ type: said.kind === 'quote' ? 'quoted' : 'replied_to', id: said.replyTo }]
  return {
    id: said.id,
    text: said.text,
    author_id: said.person.id,
    created_at: new Date(said.at).toISOString(),
    conversation_id: said.kind === 'quote' ? said.id : (said.replyTo ?? said.id),
    edit_history_tweet_ids: [...said.history, said.id],
    lang: 'ar',
    ...(mentions.length === 0 ? {} : { entities: { mentions } }),
    ...(reference.length === 0 ? {} : { referenced_tweets: reference }),
  }
}

export const userOf = ({ person }: Said) => ({ id: person.id, username: person.handle, name: person.name })

export const xEvent = (world: World, said: Said): object => {
  const { accounts } = world
  const filter = { user_id: accounts.x }
  if (said.kind === 'dm')
    return {
      data: {
        event_uuid: said.id,
        filter,
        event_type: 'dm.received',
        payload: {
          direct_message_events: [
            {
              type: 'message_create',
              id: said.id,
              created_timestamp: String(said.at),
              message_create: {
                target: { recipient_id: accounts.x },
                sender_id: said.person.id,
                message_data: { text: said.text, entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] } },
              },
            },
          ],
          users: { [said.person.id]: { data: userOf(said) } },
        },
      },
    }
  const type =
    said.kind === 'quote' ? 'post.quote.create' : said.kind === 'reply' ? 'post.reply.create' : 'post.mention.create'
  return {
    data: {
      event_uuid: said.id,
      filter,
      event_type: type,
      payload: tweetOf(world, said),
      includes: { users: [userOf(said)] },
    },
  }
}

const posts = (world: World): readonly Said[] =>
  [...world.said.values()]
    .filter(({ channel, kind, deleted }) => channel === 'x' && kind !== 'dm' && !deleted)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))

const problem = (status: number, title: string, detail: string, type = 'about:blank') => ({
  title,
  detail,
  type,
  status,
})

const pageOf = (c: Context, world: World, found: readonly Said[]) => {
  const since = c.req.query('since_id')
  const size = Math.min(100, Math.max(5, Number(c.req.query('max_results') ?? 10)))
  const from = Number((c.req.query('pagination_token') ?? c.req.query('next_token') ?? 'p0').slice(1))
  const newer = found.filter(({ id }) => since === undefined || BigInt(id) > BigInt(since))
  const page = newer.slice(from, from + size)
  const [first] = page
  if (first === undefined) return c.json({ meta: { result_count: 0 } })
  const more = from + size < newer.length ? { next_token: `p${from + size}` } : {}
  return c.json({
    data: page.map((said) => tweetOf(world, said)),
    includes: { users: [...new Map(page.map((said) => [said.person.id, userOf(said)])).values()] },
    meta: { newest_id: first.id, oldest_id: page.at(-1)?.id, result_count: page.length, ...more },
  })
}

export const xMentions = (c: Context, world: World) => {
  const named = `@${world.accounts.xHandle}`.toLowerCase()
  return pageOf(
    c,
    world,
    posts(world).filter(({ text }) => text.toLowerCase().includes(named)),
  )
}

const week = 7 * 24 * 3_600_000

/** Words and phrases are looked for, operators left aside: a post that holds any of them is found. */
export const matchesQuery = (query: string, text: string): boolean =>
  [...query.matchAll(/"([^"]+)"|([^\s()"]+)/g)]
    .map(([, phrase, word]) => phrase ?? word ?? '')
    .filter((word) => word !== 'OR' && !word.startsWith('-') && !/^\w+:/.test(word))
    .some((word) => text.includes(word))

export const xSearch = (c: Context, world: World) => {
  const query = c.req.query('query') ?? ''
  if (query === '')
    return c.json(
      problem(400, 'Invalid Request', 'query can not be empty', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  if (query.length > 512)
    return c.json(
      problem(400, 'Invalid Request', 'query exceeds 512 characters', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  const recent = posts(world).filter(({ at }) => at > world.now() - week)
  return pageOf(
    c,
    world,
    recent.filter(({ text }) => matchesQuery(query, text)),
  )
}

const missing = (id: string, parameter: string) => ({
  value: id,
  resource_id: id,
  resource_type: 'tweet',
  parameter,
  title: 'Not Found Error',
  detail: `Could not find tweet with ${parameter}: [${id}].`,
  type: 'https://api.x.com/2/problems/resource-not-found',
})

/** An edited post answers under any id of its chain, as its newest. */
const standing = (world: World, id: string): Said | undefined => {
  const said = world.said.get(id) ?? [...world.said.values()].find(({ history }) => history.includes(id))
  return said === undefined || said.channel !== 'x' || said.deleted ? undefined : said
}

export const xPost = (c: Context, world: World, id: string) => {
  const said = standing(world, id)
  if (said === undefined) return c.json({ errors: [missing(id, 'id')] })
  return c.json({ data: tweetOf(world, said), includes: { users: [userOf(said)] } })
}

/** A hundred at most; what is gone is told beside what stands. */
export const xPosts = (c: Context, world: World) => {
  const ids = (c.req.query('ids') ?? '').split(',').filter((id) => id !== '')
  if (ids.length === 0 || ids.length > 100)
    return c.json(problem(400, 'Invalid Request', 'ids: 1 to 100', 'https://api.x.com/2/problems/invalid-request'), 400)
  const found = ids.map((id) => ({ id, said: standing(world, id) }))
  const here = found.flatMap(({ said }) => said ?? [])
  const gone = found.flatMap(({ id, said }) => (said === undefined ? [missing(id, 'ids')] : []))
  return c.json({
    ...(here.length === 0
      ? {}
      : { data: here.map((said) => tweetOf(world, said)), includes: { users: here.map(userOf) } }),
    ...(gone.length === 0 ? {} : { errors: gone }),
  })
}

export const xUser = (c: Context, world: World) => {
  c.header('x-access-level', 'read-write')
  const { x: id, xHandle: username } = world.accounts
  return c.json({ data: { id, username, name: username } })
}

/** Each refresh token is good once. https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token */
export const xToken = async (c: Context, world: World) => {
  const given = new URLSearchParams(await c.req.text()).get('refresh_token') ?? ''
  if (world.spentTokens.has(given))
    return c.json({ error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 400)
  world.spentTokens.add(given)
  const next = world.nextId('x')
  return c.json({
    token_type: 'bearer',
    expires_in: 7200,
    access_token: `a-${next}`,
    refresh_token: `r-${next}`,
    scope: 'tweet.read tweet.write users.read dm.write offline.access',
  })
}

const summoned = (world: World, said: Said): boolean =>
  said.text.toLowerCase().includes(`@${world.accounts.xHandle}`.toLowerCase()) || said.kind === 'quote'

const record = (world: World, part: Pick<Sent, 'route' | 'to' | 'text'>): Sent => {
  const sent: Sent = {
    ...part,
    id: world.nextId('x'),
    channel: 'x',
    account: world.accounts.x,
    key: null,
    at: world.now(),
  }
  world.sent.push(sent)
  return sent
}

export const xCreate = async (c: Context, world: World) => {
  const body = (await c.req.json().catch(() => ({}))) as { text?: string; reply?: { in_reply_to_tweet_id?: string } }
  const { text = '', reply } = body
  const to = reply?.in_reply_to_tweet_id
  if (text === '')
    return c.json(
      problem(400, 'Invalid Request', 'text is required', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  if (world.sent.some((one) => one.channel === 'x' && one.route !== 'dm' && one.text === text && one.to === (to ?? '')))
    return c.json(problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'), 403)
  const said = to === undefined ? undefined : world.said.get(to)
  if (to !== undefined && (said === undefined || said.deleted || !summoned(world, said)))
    return c.json(
      problem(
        403,
        'Forbidden',
        'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
      ),
      403,
    )
  const sent = record(world, { route: to === undefined ? 'post' : 'reply', to: to ?? '', text })
  return c.json({ data: { id: sent.id, text, edit_history_tweet_ids: [sent.id] } }, 201)
}

export const xMessage = async (c: Context, world: World, to: string) => {
  const { text = '' } = (await c.req.json().catch(() => ({}))) as { text?: string }
  if (text === '')
    return c.json(
      problem(400, 'Invalid Request', 'text is required', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  const sent = record(world, { route: 'dm', to, text })
  return c.json({ data: { dm_conversation_id: `${world.accounts.x}-${to}`, dm_event_id: sent.id } }, 201)
}
