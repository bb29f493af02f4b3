// The WhatsApp Cloud API, played: what a citizen writes as deliveries, and the business's calls with their real errors.
// Payloads and codes: developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples and …/support/error-codes.
import type { Context } from 'hono'
import type { Courier } from './deliver.ts'
import type { Limits } from './limits.ts'
import { fileId, type Said, type Say, type Sent, sampleFiles, type World } from './world.ts'

const envelope = (world: World, value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: world.accounts.whatsappBusiness,
      changes: [
        {
          value: {
            messaging_product: 'whatsapp',
            metadata: {
              display_phone_number: world.accounts.whatsappNumber,
              phone_number_id: world.accounts.whatsapp,
            },
            ...value,
          },
          field,
        },
      ],
    },
  ],
})

const seconds = (at: number) => String(Math.floor(at / 1000))

const bodyOf = (world: World, { text, media, location }: Say): object => {
  const [file] = media ?? []
  if (file !== undefined) {
    const id = fileId(world, file.file ?? sampleFiles[file.kind]!)
    const { mimeType, sha256 } = world.files.get(id)!
    const caption = text === undefined || file.kind === 'audio' ? {} : { caption: text }
    const voice = file.kind === 'audio' ? { voice: true } : {}
    return {
      type: file.kind,
      [file.kind]: { id, mime_type: mimeType, sha256: sha256.toString('base64'), ...caption, ...voice },
    }
  }
  if (location !== undefined) {
    const { lat, lon, name } = location
    return { type: 'location', location: { latitude: lat, longitude: lon, ...(name === undefined ? {} : { name }) } }
  }
  return { type: 'text', text: { body: text ?? '' } }
}

/** The sender as told: with a hidden number only the business-scoped user id remains. */
const senderOf = ({ person, say }: Said) => ({
  contact: {
    profile: { name: person.name },
    ...(say.noPhone ? {} : { wa_id: person.id }),
    user_id: person.userId,
  },
  from: { ...(say.noPhone ? {} : { from: person.id }), from_user_id: person.userId },
})

export const whatsappMessage = (world: World, said: Said): object => {
  const { contact, from } = senderOf(said)
  const { replyTo, forwarded } = said.say
  const context = {
    ...(replyTo === undefined ? {} : { from: world.accounts.whatsappNumber, id: replyTo }),
    ...(forwarded ? { forwarded: true } : {}),
  }
  return envelope(world, {
    contacts: [contact],
    messages: [
      {
        ...(Object.keys(context).length > 0 ? { context } : {}),
        ...from,
        id: said.id,
        timestamp: seconds(said.at),
        ...bodyOf(world, said.say),
      },
    ],
  })
}

type Act =
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react'; readonly emoji: string }

export const whatsappAct = (world: World, said: Said, act: Act): object => {
  const { contact, from } = senderOf(said)
  const body = {
    edit: () => ({
      type: 'edit',
      edit: {
        original_message_id: said.id,
        message: { type: 'text', text: { body: act.kind === 'edit' ? act.text : '' } },
      },
    }),
    delete: () => ({ type: 'revoke', revoke: { original_message_id: said.id } }),
    react: () => ({
      type: 'reaction',
      reaction: { message_id: said.id, emoji: act.kind === 'react' ? act.emoji : '' },
    }),
  }[act.kind]()
  const message = { ...from, id: world.nextId('whatsapp'), timestamp: seconds(world.now()), ...body }
  return envelope(world, { contacts: [contact], messages: [message] })
}

const errorOf = (code: number, details: string) => ({
  error: {
    message: `(#${code}) ${details}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details },
    fbtrace_id: 'SIM',
  },
})

const day = 24 * 3_600_000

const lastWordOf = (world: World, to: string): number =>
  Math.max(
    0,
    ...[...world.said.values()]
      .filter(({ channel, person }) => channel === 'whatsapp' && (person.id === to || person.userId === to))
      .map(({ at }) => at),
  )

/** sent → delivered → read, each its own delivery, carrying back the business's opaque data. */
const climb = async (world: World, courier: Courier, sent: Sent) => {
  for (const status of ['sent', 'delivered', 'read']) {
    const told = {
      id: sent.id,
      status,
      timestamp: seconds(world.now()),
      recipient_id: sent.to,
      ...(sent.key === null ? {} : { biz_opaque_callback_data: sent.key }),
      pricing: { billable: true, pricing_model: 'PMP', category: 'service', type: 'regular' },
    }
    await courier.send('whatsapp', envelope(world, { statuses: [told] }))
  }
}

type SendBody = {
  readonly to?: string
  readonly recipient?: string
  readonly type?: string
  readonly text?: { readonly body?: string }
  readonly interactive?: { readonly body?: { readonly text?: string } }
  readonly template?: { readonly name?: string; readonly language?: { readonly code?: string } }
  readonly biz_opaque_callback_data?: string
}

const pairLimit = '(Business Account, Consumer Account) pair rate limit hit'
const isKnown = (world: World, { template }: SendBody) =>
  world.templates.some(
    ({ name, language, status }) =>
      status === 'APPROVED' && name === template?.name && language === (template?.language?.code ?? language),
  )

export const whatsappSend = async (
  c: Context,
  { world, courier, limits }: { readonly world: World; readonly courier: Courier; readonly limits: Limits },
  account: string,
): Promise<Response> => {
  const body = (await c.req.json().catch(() => ({}))) as SendBody
  const to = (body.to ?? body.recipient ?? '').replace(/^\+/, '')
  const text = body.type === 'template' ? `[${body.template?.name}]` : (body.text?.body ?? body.interactive?.body?.text)
  if (to === '' || text === undefined || text === '')
    return c.json(errorOf(131008, 'Required parameter is missing'), 400)
  if (body.type === 'template' && !isKnown(world, body))
    return c.json(errorOf(132_001, 'Template name does not exist in the translation'), 404)
  if (text.length > 4096) return c.json(errorOf(131009, 'Parameter value is not valid'), 400)
  if (body.type !== 'template' && world.now() - lastWordOf(world, to) > day)
    return c.json(
      errorOf(
        131047,
        'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
      ),
      400,
    )
  const limit = limits.whatsapp(to)
  if (limit !== null)
    return c.json(errorOf(limit, limit === 131_056 ? pairLimit : 'Cloud API message throughput has been reached'), 429)
  const sent: Sent = {
    id: world.nextId('whatsapp'),
    channel: 'whatsapp',
    route: body.type === 'template' ? 'template' : 'session',
    account,
    to,
    text,
    key: body.biz_opaque_callback_data ?? null,
    at: world.now(),
  }
  world.sent.push(sent)
  void climb(world, courier, sent)
  return c.json({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id: sent.id }] })
}

/** The address of a file is good for five minutes. */
export const whatsappFile = (c: Context, world: World, id: string, base: string) => {
  const file = world.files.get(id)
  if (file === undefined) return null
  return c.json({
    messaging_product: 'whatsapp',
    url: `${base}/simulator/files/${id}?until=${world.now() + 300_000}`,
    mime_type: file.mimeType,
    sha256: file.sha256.toString('hex'),
    file_size: file.bytes.byteLength,
    id,
  })
}

/** The number, the business account, its templates and the apps that hear it. */
export const whatsappAccount = (c: Context, world: World, id: string, edge: string | undefined) => {
  const { whatsapp, whatsappNumber, whatsappBusiness } = world.accounts
  if (id === whatsapp && edge === undefined)
    return c.json({ id, display_phone_number: whatsappNumber, verified_name: 'MOI', quality_rating: 'GREEN' })
  if (id !== whatsappBusiness) return null
  if (edge === 'subscribed_apps') return c.json({ data: [{ whatsapp_business_api_data: { id: '1', name: 'Sada' } }] })
  if (edge !== 'message_templates') return null
  const from = Number(c.req.query('after') ?? 0)
  const size = Number(c.req.query('limit') ?? 25)
  const more = from + size < world.templates.length
  return c.json({
    data: world.templates.slice(from, from + size),
    paging: { cursors: { after: String(from + size) }, ...(more ? { next: 'more' } : {}) },
  })
}
