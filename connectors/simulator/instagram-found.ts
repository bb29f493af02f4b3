// Instagram beyond what it delivers, played: hashtags with their ledger, the account's own things, replies under a comment.
// https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-facebook-login/hashtag-search
import type { Context } from 'hono'
import { commentView, errorOf, mediaView, record } from './instagram.ts'
import type { World } from './world.ts'

const week = 7 * 24 * 3_600_000
const most = 30
const day = 24 * 3_600_000

export const instagramHashtag = (c: Context, world: World) => {
  const tag = (c.req.query('q') ?? '').replace(/^#/, '')
  if (tag === '') return c.json(errorOf(100, 'The parameter q is required.'), 400)
  const known = world.hashtags.get(tag)
  const counting = [...world.hashtags.values()].filter(({ at }) => at > world.now() - week)
  if (known === undefined && counting.length >= most)
    return c.json(
      errorOf(18, 'Max hashtags queried: a user may query up to 30 unique hashtags in 7 days', 2_207_034),
      400,
    )
  const id = known?.id ?? world.nextId('instagram')
  if (known === undefined || known.at <= world.now() - week) world.hashtags.set(tag, { id, at: world.now() })
  return c.json({ data: [{ id }] })
}

/** The last day's, newest first, without their authors; null = no such hashtag. */
export const instagramRecent = (c: Context, world: World, id: string) => {
  const tag = [...world.hashtags].find(([, known]) => known.id === id)?.[0]
  if (tag === undefined) return null
  const found = [...world.said.values()]
    .filter(
      ({ channel, kind, deleted, text, at }) =>
        channel === 'instagram' && kind === 'caption' && !deleted && at > world.now() - day && text.includes(`#${tag}`),
    )
    .toReversed()
  const size = Number(c.req.query('limit') ?? 25)
  const from = Number(c.req.query('after') ?? 0)
  const more = from + size < found.length ? { cursors: { after: String(from + size) }, next: 'more' } : {}
  const page = found.slice(from, from + size).map((said) => {
    const { username: _hidden, ...media } = mediaView(said)
    return media
  })
  return c.json({ data: page, paging: more })
}

/** What the account sees of itself; null = the edge is another's. */
export const instagramOwn = (c: Context, world: World, id: string, edge: string | undefined) => {
  if (id !== world.accounts.instagram) return null
  if (edge === undefined) return c.json({ id, username: world.accounts.instagramHandle })
  if (edge === 'media') return c.json({ data: [] })
  if (edge === 'conversations') return c.json({ data: [] })
  if (edge === 'subscribed_apps')
    return c.json({ data: [{ id: '1', subscribed_fields: ['comments', 'messages', 'mentions'] }] })
  return null
}

/** The answers that stand under a comment: the account's own and the citizens'. */
export const instagramReplies = (c: Context, world: World, id: string) => {
  const own = world.sent
    .filter(({ channel, route, to }) => channel === 'instagram' && route === 'comment' && to === id)
    .map((sent) => ({
      id: sent.id,
      text: sent.text,
      from: { id: world.accounts.instagram, username: world.accounts.instagramHandle },
    }))
  const theirs = [...world.said.values()].filter(
    ({ channel, replyTo, deleted }) => channel === 'instagram' && replyTo === id && !deleted,
  )
  return c.json({ data: [...own, ...theirs.map(commentView)] })
}

/** An answer to a mention elsewhere. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentions */
export const instagramMention = async (c: Context, world: World) => {
  const body = (await c.req.json().catch(() => ({}))) as { media_id?: string; comment_id?: string; message?: string }
  const target = world.said.get(body.comment_id ?? body.media_id ?? '')
  if (target === undefined || target.deleted) return c.json(errorOf(100, 'Unsupported post request.', 33), 400)
  if (!body.message) return c.json(errorOf(100, 'The parameter message is required.'), 400)
  const account = world.accounts.instagram
  return c.json({ id: record(world, { route: 'mention', to: target.id, text: body.message, account }).id })
}
