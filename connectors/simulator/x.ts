// X, played: mentions and search by since_id and pages, activity deliveries, posts with the reply rule and duplicates.
// docs.x.com/x-api: posts/search/integrate/paginate, activity/event-payloads, posts/manage-tweets, fundamentals/rate-limits.
import type { Context } from 'hono'
import type { Said, Sent, World } from './world.ts'

const tweetOf = (world: World, said: Said) => {
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
    edit_history_tweet_ids: [said.id],
    lang: 'ar',
    ...(mentions.length === 0 ? {} : { entities: { mentions } }),
    ...(reference.length === 0 ? {} : { referenced_tweets: reference }),
  }
}

const userOf = ({ person }: Said) => ({ id: person.id, username: person.handle, name: person.name })

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

/** 300 an hour's quarter, told in the headers as the platform does. */
const rated = (c: Context, world: World, remaining = 299) => {
  c.header('x-rate-limit-limit', '300')
  c.header('x-rate-limit-remaining', String(remaining))
  c.header('x-rate-limit-reset', String(Math.ceil(world.now() / 1000) + 900))
}

const pageOf = (c: Context, world: World, found: readonly Said[]) => {
  rated(c, world)
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
export const xSearch = (c: Context, world: World) => {
  const query = c.req.query('query') ?? ''
  if (query === '')
    return c.json(
      problem(400, 'Invalid Request', 'query can not be empty', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  const words = [...query.matchAll(/"([^"]+)"|([^\s()"]+)/g)]
    .map(([, phrase, word]) => phrase ?? word ?? '')
    .filter((word) => word !== 'OR' && !word.startsWith('-') && !/^\w+:/.test(word))
  const recent = posts(world).filter(({ at }) => at > world.now() - week)
  return pageOf(
    c,
    world,
    recent.filter(({ text }) => words.some((word) => text.includes(word))),
  )
}

export const xPost = (c: Context, world: World, id: string) => {
  rated(c, world)
  const said = world.said.get(id)
  if (said === undefined || said.channel !== 'x' || said.deleted)
    return c.json({
      errors: [
        {
          value: id,
          resource_id: id,
          resource_type: 'tweet',
          parameter: 'id',
          title: 'Not Found Error',
          detail: `Could not find tweet with id: [${id}].`,
          type: 'https://api.x.com/2/problems/resource-not-found',
        },
      ],
    })
  return c.json({ data: tweetOf(world, said), includes: { users: [userOf(said)] } })
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
  rated(c, world, 99)
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
  rated(c, world, 14)
  const { text = '' } = (await c.req.json().catch(() => ({}))) as { text?: string }
  if (text === '')
    return c.json(
      problem(400, 'Invalid Request', 'text is required', 'https://api.x.com/2/problems/invalid-request'),
      400,
    )
  const sent = record(world, { route: 'dm', to, text })
  return c.json({ data: { dm_conversation_id: `${world.accounts.x}-${to}`, dm_event_id: sent.id } }, 201)
}
