// WhatsApp over the network: send one reply, fetch one file. Every way a send can end is a value.
import { ConnectorError, type DeliveryOutcome, type Meter, type OutgoingReply } from '../connector.ts'
import { compact } from '../edge.ts'
import { answerJson, graphRate, lostOutcome, readFileOf, readRemote, request, retryAfterMs } from '../http.ts'
import { graphError, mediaAnswer, sendAnswer } from './api-types.ts'

export type WhatsAppAccount = { readonly id: string; readonly token: string }

export type WhatsAppConfig = {
  /** `https://graph.facebook.com`, or a simulator. */
  readonly url: string
  readonly version: string
  /** One a phone number; a reply leaves from the number that was written to. */
  readonly accounts: readonly WhatsAppAccount[]
  /** The business account that owns the numbers and their templates. */
  readonly businessId?: string | undefined
  readonly meter?: Meter | undefined
}

const minute = 60_000

/** Code → how long to leave this recipient, or everyone, alone. */
const retryable: Readonly<Record<string, number>> = {
  '1': 15_000,
  '2': 15_000,
  '4': 5 * minute,
  '80007': 5 * minute,
  '130429': 30_000,
  '131000': 15_000,
  '131016': minute,
  '131056': 60_000,
  '133004': minute,
}

/** Code → a stable word for why the channel will not take it; what is not listed is `refused`. */
const refusals: Readonly<Record<string, string>> = {
  '0': 'token',
  '10': 'permission',
  '100': 'parameter',
  '190': 'token',
  '200': 'permission',
  '368': 'account-blocked',
  '130472': 'recipient-experiment',
  '130497': 'country',
  '131005': 'permission',
  '131008': 'parameter',
  '131009': 'parameter',
  '131026': 'undeliverable',
  '131030': 'recipient-not-listed',
  '131031': 'account-blocked',
  '131042': 'payment',
  '131047': 'window-closed',
  '131048': 'spam-limit',
  '131049': 'marketing-limit',
  '131050': 'opted-out',
  '131052': 'media',
  '131053': 'media',
  '131062': 'recipient-id',
  '131064': 'spam-limit',
  '132000': 'template',
  '132001': 'template',
  '132005': 'template',
  '132007': 'template',
  '132012': 'template',
  '132015': 'template',
  '132016': 'template',
  '133010': 'not-registered',
}

export const refusalOf = (code: string): string => refusals[code] ?? 'refused'

/** Longer words than a message with buttons may have are sent without: they ask the same. */
const longestWithButtons = 1024

const sessionOf = ({ text, buttons = [] }: OutgoingReply): Record<string, unknown> => {
  if (buttons.length === 0 || [...text].length > longestWithButtons)
    return { type: 'text', text: { body: text, preview_url: false } }
  const replies = buttons
    .slice(0, 3)
    .map(({ id, title }) => ({ type: 'reply', reply: { id, title: title.slice(0, 20) } }))
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons: replies } } }
}

const contentOf = (reply: OutgoingReply): Record<string, unknown> | null => {
  const { route, template } = reply
  if (route === 'whatsapp-session') return sessionOf(reply)
  if (route !== 'whatsapp-template' || template === undefined) return null
  const parameters = template.variables.map((variable) => ({ type: 'text', text: variable }))
  const components = parameters.length === 0 ? [] : [{ type: 'body', parameters }]
  return { type: 'template', template: { name: template.name, language: { code: template.language }, components } }
}

/** A number goes in `to`; a business-scoped user id in `recipient`. */
const addressOf = (to: string) => (/^\+?\d{5,20}$/.test(to) ? { to } : { recipient: to })

const bodyOf = (reply: OutgoingReply): string | null => {
  const content = contentOf(reply)
  if (content === null) return null
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressOf(reply.to),
    ...content,
    ...compact<{ context?: unknown }>({
      context: reply.inReplyTo === undefined ? undefined : { message_id: reply.inReplyTo },
    }),
    biz_opaque_callback_data: reply.key,
  })
}

/** What the platform's error means for the reply; by code, never by title. */
const outcomeOf = (status: number, body: unknown, after: number | null): DeliveryOutcome => {
  const { data } = graphError.safeParse(body)
  const code = data === undefined ? undefined : String(data.error.code)
  const wait = code === undefined ? undefined : retryable[code]
  if (status === 429 || wait !== undefined)
    return { kind: 'retry', afterMs: after ?? wait ?? minute, reason: `rate-or-transient ${code ?? status}` }
  if (code !== undefined && refusals[code] !== undefined) return { kind: 'refused', code, reason: refusalOf(code) }
  // A gateway's 5xx says nothing about whether the message was taken.
  if (status >= 500) return { kind: 'unknown', reason: `answered ${status}` }
  if (data?.error.is_transient === true) return { kind: 'retry', afterMs: after ?? minute, reason: `transient ${code}` }
  return { kind: 'refused', code: code ?? String(status), reason: 'refused' }
}

export const send = async (
  config: WhatsAppConfig,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<DeliveryOutcome> => {
  const account = config.accounts.find(({ id }) => id === reply.account)
  if (account === undefined) return { kind: 'refused', code: 'account', reason: 'account-not-configured' }
  const body = bodyOf(reply)
  if (body === null) return { kind: 'refused', code: 'route', reason: 'route' }
  const metered = { channel: 'whatsapp', account: account.id, endpoint: 'messages' } as const
  const hold = await config.meter?.hold(metered)
  if (hold) return { kind: 'retry', afterMs: Math.max(1_000, hold.until - Date.now()), reason: hold.reason }
  const answer = await request(
    `${config.url}/${config.version}/${encodeURIComponent(account.id)}/messages`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' },
      body,
    },
    signal,
  )
  if (answer.kind === 'lost') return lostOutcome(answer)
  await config.meter?.note(metered, { rate: graphRate(answer.headers, Date.now()) })
  const json = answerJson(answer)
  if (answer.status >= 300) return outcomeOf(answer.status, json, retryAfterMs(answer.headers, Date.now()))
  const { data } = sendAnswer.safeParse(json)
  const remoteId = data?.messages[0]?.id
  return remoteId === undefined ? { kind: 'unknown', reason: 'no message id' } : { kind: 'sent', remoteId }
}

/** Resolved anew each time: the address of a file lives five minutes, its id seven days. */
export const fetchMedia = async (
  config: WhatsAppConfig,
  id: string,
  signal: AbortSignal,
  accountId?: string,
  mostBytes?: number,
) => {
  const account = config.accounts.find((one) => one.id === accountId) ?? config.accounts[0]
  if (account === undefined) throw new ConnectorError('whatsapp', 'auth', 'whatsapp: no account is configured')
  const { url, version } = config
  const { status, body } = await readRemote(
    'whatsapp',
    `${url}/${version}/${encodeURIComponent(id)}`,
    account.token,
    signal,
  )
  const { data } = mediaAnswer.safeParse(body)
  if (status >= 300 || data === undefined)
    throw new ConnectorError('whatsapp', status === 401 ? 'auth' : 'refused', `whatsapp: media answered ${status}`)
  const { url: address, mime_type: mimeType, sha256 } = data
  const source = {
    url: address,
    base: url,
    hosts: ['lookaside.fbsbx.com'],
    token: account.token,
    mimeType,
    sha256,
    mostBytes,
  }
  return readFileOf('whatsapp', source, signal)
}
