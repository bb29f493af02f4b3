// What the business account itself tells: its approved templates, and whether the token can do its work.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
import { z } from 'zod'
import { type ApprovedTemplate, ConnectorError, type Probe } from '../connector.ts'
import { isRecord, list, maybe, words } from '../edge.ts'
import { readRemote } from '../http.ts'
import { graphError } from './api-types.ts'
import type { WhatsAppConfig } from './client.ts'

const component = z.object({ type: words, text: words })
const template = z.object({
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string().catch('UNKNOWN'),
  category: z.string().catch('UNKNOWN'),
  components: list,
})
const page = z.object({
  data: list,
  paging: maybe(z.object({ cursors: maybe(z.object({ after: words })), next: words })),
})

const templateOf = (raw: unknown, account: string): ApprovedTemplate | null => {
  const { data } = template.safeParse(raw)
  if (data === undefined) return null
  const parts = data.components.flatMap((one) => component.safeParse(one).data ?? [])
  const body = parts.find(({ type }) => type?.toUpperCase() === 'BODY')?.text ?? ''
  const variables = new Set(body.match(/\{\{\s*\w+\s*\}\}/g) ?? []).size
  const { name, language, status, category } = data
  return { account, name, language, status, category, body, variables }
}

const mostPages = 50

export const templates = async (
  { url, version, accounts, businessId }: WhatsAppConfig,
  signal: AbortSignal,
): Promise<readonly ApprovedTemplate[]> => {
  const token = accounts[0]?.token
  if (businessId === undefined || token === undefined)
    throw new ConnectorError('whatsapp', 'auth', 'whatsapp: WHATSAPP_BUSINESS_ACCOUNT_ID is not configured')
  const found: ApprovedTemplate[] = []
  let after: string | undefined
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = new URLSearchParams({
      fields: 'name,language,status,category,components',
      limit: '100',
      ...(after === undefined ? {} : { after }),
    })
    const address = `${url}/${version}/${encodeURIComponent(businessId)}/message_templates?${query}`
    const { status, body } = await readRemote('whatsapp', address, token, signal)
    if (status >= 300) throw new ConnectorError('whatsapp', 'auth', 'whatsapp: templates are not given to this token')
    const told = page.parse(body)
    found.push(...told.data.flatMap((one) => templateOf(one, businessId) ?? []))
    after = told.paging?.next === undefined ? undefined : told.paging.cursors?.after
    if (after === undefined) break
  }
  return found
}

const problemOf = (status: number, body: unknown): NonNullable<Probe['problem']> => {
  const { data } = graphError.safeParse(body)
  const code = data?.error.code
  if (code === 190 || code === 0 || status === 401) return 'token'
  if (code === 10 || (code !== undefined && code >= 200 && code < 300)) return 'permission'
  return code === 100 ? 'not-found' : 'other'
}

type Wanted = { readonly name: string; readonly path: string; readonly permission: string; readonly token: string }

const probe = async (
  { url, version }: WhatsAppConfig,
  { name, path, permission, token }: Wanted,
  signal: AbortSignal,
): Promise<{ readonly probe: Probe; readonly body: unknown }> => {
  try {
    const { status, body } = await readRemote('whatsapp', `${url}/${version}/${path}`, token, signal)
    if (status < 300) return { probe: { name, ok: true }, body }
    return { probe: { name, ok: false, problem: problemOf(status, body), permission }, body }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const problem = error.kind === 'rate' ? 'rate' : 'network'
    return { probe: { name, ok: false, problem, permission }, body: null }
  }
}

/** Every app that receives the account's webhooks is listed there; without one nothing is ever delivered. */
const subscribed = (probe: Probe, body: unknown): Probe => {
  const apps = isRecord(body) && Array.isArray(body.data) ? body.data : []
  if (!probe.ok || apps.length > 0) return probe
  return { name: probe.name, ok: false, problem: 'subscription', permission: 'subscribed_apps' }
}

export const test = async (config: WhatsAppConfig, signal: AbortSignal): Promise<readonly Probe[]> => {
  const probes: Probe[] = []
  for (const { id, token } of config.accounts) {
    const path = `${encodeURIComponent(id)}?fields=id,display_phone_number,verified_name,quality_rating`
    const wanted = { name: 'whatsapp.number', path, permission: 'whatsapp_business_messaging', token }
    probes.push((await probe(config, wanted, signal)).probe)
  }
  const { businessId, accounts } = config
  const token = accounts[0]?.token ?? ''
  const permission = 'whatsapp_business_management'
  if (businessId === undefined)
    return [
      ...probes,
      { name: 'whatsapp.templates', ok: false, problem: 'other', permission: 'WHATSAPP_BUSINESS_ACCOUNT_ID' },
    ]
  const business = encodeURIComponent(businessId)
  const list = {
    name: 'whatsapp.templates',
    path: `${business}/message_templates?fields=name&limit=1`,
    permission,
    token,
  }
  const apps = { name: 'whatsapp.subscribed', path: `${business}/subscribed_apps`, permission, token }
  const told = await probe(config, apps, signal)
  return [...probes, (await probe(config, list, signal)).probe, subscribed(told.probe, told.body)]
}
