// Instagram's Graph, played: comments, mentions by id only, conversations; replies public and private with their windows.
// Payloads: developers.facebook.com/docs/instagram-platform/webhooks/examples; limits: …/private-replies, …/messaging-api.
import type { Context } from 'hono'
import type { Courier } from './deliver.ts'
import { fileId, type Said, type Say, type Sent, sampleFiles, type World } from './world.ts'

const envelope = (world: World, part: object) => ({
  object: 'instagram',
  entry: [{ id: world.accounts.instagram, time: Math.floor(world.now() / 1000), ...part }],
})

const change = (world: World, field: string, value: object) => envelope(world, { changes: [{ field, value }] })

const conversation = (world: World, said: Said, part: object) =>
  envelope(world, {
    messaging: [
      {
        sender: { id: said.person.id },
        recipient: { id: world.accounts.instagram },
        timestamp: said.at,
        ...part,
      },
    ],
  })

const attachmentsOf = (world: World, { media, kind }: Say, base: string) => {
  const files = (media ?? []).map(({ kind: type, file }) => ({
    type: type === 'document' ? 'file' : type,
    payload: {
      url: `${base}/simulator/files/${fileId(world, file ?? sampleFiles[type]!)}?until=${world.now() + 86_400_000}`,
    },
  }))
  const story = kind === 'story' ? [{ type: 'story_mention', payload: { url: `${base}/simulator/files/story` } }] : []
  const attachments = [...files, ...story]
  return attachments.length === 0 ? {} : { attachments }
}

export const instagramEvent = (world: World, said: Said, base: string): object | null => {
  const { kind, say, person, id } = said
  if (kind === 'comment' || kind === 'reply')
    return change(world, 'comments', {
      from: { id: person.id, username: person.handle },
      media: { id: said.under, media_product_type: 'FEED' },
      id,
      ...(said.replyTo === null ? {} : { parent_id: said.replyTo }),
      text: said.text,
    })
  if (kind === 'mention') return change(world, 'mentions', { media_id: said.under, comment_id: id })
  // A photo that only tags the account is told to nobody; it is found by asking for tags.
  if (kind === 'caption') return null
  const text = said.text === '' ? {} : { text: said.text }
  return conversation(world, said, { message: { mid: id, ...text, ...attachmentsOf(world, say, base) } })
}

type Act =
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react'; readonly emoji: string }

export const instagramAct = (world: World, said: Said, act: Act): object | null => {
  // Nothing tells of a comment that was deleted: asking for it fails from then on.
  if (said.kind !== 'dm' && said.kind !== 'story') return null
  const now = { ...said, at: world.now() }
  if (act.kind === 'delete') return conversation(world, now, { message: { mid: said.id, is_deleted: true } })
  if (act.kind === 'edit')
    return conversation(world, now, { message_edit: { mid: said.id, text: act.text, num_edit: 1 } })
  return conversation(world, now, { reaction: { mid: said.id, action: 'react', reaction: 'other', emoji: act.emoji } })
}

export const errorOf = (code: number, message: string, subcode?: number) => ({
  error: {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    fbtrace_id: 'SIM',
  },
})
const gone = errorOf(100, 'Unsupported request. Object does not exist, cannot be loaded due to missing permissions', 33)

const present = (world: World, id: string): Said | null => {
  const said = world.said.get(id)
  return said?.channel === 'instagram' && !said.deleted ? said : null
}

export const commentView = (said: Said) => ({
  id: said.id,
  text: said.text,
  timestamp: new Date(said.at).toISOString().replace(/\.\d{3}Z$/, '+0000'),
  username: said.person.handle,
  from: { id: said.person.id, username: said.person.handle },
  media: { id: said.under, media_product_type: 'FEED' },
  ...(said.replyTo === null ? {} : { parent_id: said.replyTo }),
})

export const mediaView = (said: Said) => ({
  id: said.id,
  caption: said.text,
  media_type: 'IMAGE',
  permalink: `https://www.instagram.com/p/${said.id}/`,
  timestamp: new Date(said.at).toISOString().replace(/\.\d{3}Z$/, '+0000'),
  username: said.person.handle,
})

/** One object by its id; what is not there answers 100/33, what belongs to others 10. */
export const instagramObject = (c: Context, world: World, id: string) => {
  const said = present(world, id)
  if (said === null) return c.json(gone, 400)
  if (said.kind === 'mention') return c.json(errorOf(10, 'Application does not have permission for this action'), 400)
  return c.json(said.kind === 'caption' ? mediaView(said) : commentView(said))
}

/** `mentioned_comment.comment_id(…)`, `mentioned_media.media_id(…)`: the only way to the words of a mention. */
export const instagramMentioned = (c: Context, world: World, fields: string) => {
  const [, edge, id = ''] = /^(mentioned_comment|mentioned_media)\.\w+\((\w+)\)/.exec(fields) ?? []
  const said = present(world, id)
  const fits = said !== null && (edge === 'mentioned_media' ? said.kind === 'caption' : said.kind === 'mention')
  if (said === null || edge === undefined || !fits) return c.json(gone, 400)
  const { from: _hidden, username: _name, ...comment } = commentView(said)
  return c.json({ [edge]: edge === 'mentioned_media' ? mediaView(said) : comment, id: world.accounts.instagram })
}

/** Newest first, a page at a time by `limit` and `after`. */
export const instagramTags = (c: Context, world: World) => {
  const tagged = [...world.said.values()].filter(
    ({ channel, kind, deleted }) => channel === 'instagram' && kind === 'caption' && !deleted,
  )
  const size = Number(c.req.query('limit') ?? 25)
  const from = Number(c.req.query('after') ?? 0)
  const more = from + size < tagged.length ? { cursors: { after: String(from + size) }, next: 'more' } : {}
  return c.json({
    data: tagged
      .toReversed()
      .slice(from, from + size)
      .map(mediaView),
    paging: more,
  })
}

export const record = (world: World, part: Pick<Sent, 'route' | 'to' | 'text' | 'account'>): Sent => {
  const sent: Sent = { ...part, id: world.nextId('instagram'), channel: 'instagram', key: null, at: world.now() }
  world.sent.push(sent)
  return sent
}

export const instagramReply = async (c: Context, world: World, courier: Courier, id: string) => {
  const body = (await c.req.json().catch(() => ({}))) as { readonly message?: string }
  const text = body.message ?? c.req.query('message') ?? ''
  const said = present(world, id)
  if (said === null) return c.json(gone, 400)
  if (text === '') return c.json(errorOf(100, 'The parameter message is required.'), 400)
  const account = world.accounts.instagram
  const sent = record(world, { route: 'comment', to: id, text, account })
  // Its own reply comes back as a comment, like everybody's.
  void courier.send(
    'instagram',
    change(world, 'comments', {
      from: { id: account, username: world.accounts.instagramHandle },
      media: { id: said.under, media_product_type: 'FEED' },
      id: sent.id,
      parent_id: said.replyTo ?? id,
      text,
    }),
  )
  return c.json({ id: sent.id })
}

const day = 24 * 3_600_000

type SendBody = {
  readonly recipient?: { readonly id?: string; readonly comment_id?: string }
  readonly message?: { readonly text?: string }
  readonly tag?: string
}

const refusal = (world: World, { recipient, message, tag }: SendBody): object | null => {
  const text = message?.text ?? ''
  if (text === '') return errorOf(100, 'Param message[text] must be a non-empty string')
  if (Buffer.byteLength(text) > 1000)
    return errorOf(100, 'Length of param message[text] must be less than or equal to 1000')
  const comment = recipient?.comment_id
  if (comment !== undefined) {
    const said = present(world, comment)
    if (said === null) return gone
    if (world.now() - said.at > 7 * day) return errorOf(10903, 'This comment is older than 7 days')
    const before = world.sent.some(({ route, to }) => route === 'private' && to === comment)
    return before ? errorOf(10900, 'Activity already replied to') : null
  }
  const heard = [...world.said.values()].filter(
    ({ channel, kind, person }) =>
      channel === 'instagram' && (kind === 'dm' || kind === 'story') && person.id === recipient?.id,
  )
  if (heard.length === 0) return errorOf(100, 'No matching user found', 2_534_014)
  const last = Math.max(...heard.map(({ at }) => at))
  const open = tag === 'HUMAN_AGENT' ? 7 * day : day
  return world.now() - last > open ? errorOf(10, 'This message is sent outside of allowed window.', 2_534_022) : null
}

export const instagramSend = async (c: Context, world: World, courier: Courier, account: string) => {
  const body = (await c.req.json().catch(() => ({}))) as SendBody
  const refused = refusal(world, body)
  if (refused !== null) return c.json(refused, 400)
  const comment = body.recipient?.comment_id
  const to = comment ?? body.recipient?.id ?? ''
  const text = body.message?.text ?? ''
  const sent = record(world, { route: comment === undefined ? 'dm' : 'private', to, text, account })
  const recipient = comment === undefined ? to : world.said.get(comment)!.person.id
  void courier.send(
    'instagram',
    envelope(world, {
      messaging: [
        {
          sender: { id: account },
          recipient: { id: recipient },
          timestamp: sent.at,
          message: { mid: sent.id, text, is_echo: true },
        },
      ],
    }),
  )
  return c.json({ recipient_id: recipient, message_id: sent.id })
}
