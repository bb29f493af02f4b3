// The account's grant by OAuth 2: an access token of two hours, and a refresh token that is good once.
// https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
import { z } from 'zod'
import { ConnectorError, type Vault } from '../connector.ts'
import { isRecord, readJsonText } from '../edge.ts'
import { answerJson, request } from '../http.ts'

export type OAuth2 = {
  readonly clientId: string
  /** Absent for a public client. */
  readonly clientSecret?: string | undefined
  /** The first one, from the environment; later ones are in the vault. */
  readonly refreshToken: string
}

const kept = z.object({ access: z.string(), refresh: z.string(), until: z.number(), first: z.string() })
type Kept = z.infer<typeof kept>

/** Renewed a little early: a token must not end on the way. */
const marginMs = 120_000

const readKept = (text: string | null, { refreshToken }: OAuth2): Kept | null => {
  const json = readJsonText(text ?? '')
  const parsed = kept.safeParse(json.ok ? json.value : null)
  // A new first token in the environment is a new grant: what was kept belongs to the old one.
  return parsed.success && parsed.data.first === refreshToken ? parsed.data : null
}

const answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive().catch(7200),
})

const exchange = async (oauth2: OAuth2, refresh: string, url: string, signal: AbortSignal): Promise<Kept> => {
  const { clientId, clientSecret, refreshToken } = oauth2
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh, client_id: clientId })
  const basic = Buffer.from(`${clientId}:${clientSecret ?? ''}`).toString('base64')
  const headers = clientSecret === undefined ? {} : { authorization: `Basic ${basic}` }
  const told = await request(`${url}/2/oauth2/token`, { method: 'POST', body, headers }, signal)
  if (told.kind === 'lost') throw new ConnectorError('x', 'network', `x: no answer (${told.reason})`)
  const json = answerJson(told)
  const parsed = answer.safeParse(isRecord(json) ? json : {})
  if (told.status >= 500) throw new ConnectorError('x', 'server', `x: answered ${told.status}`)
  if (told.status >= 300 || !parsed.success)
    throw new ConnectorError('x', 'auth', 'x: the refresh token is refused; authorise the account again')
  const { access_token, refresh_token, expires_in } = parsed.data
  return { access: access_token, refresh: refresh_token, until: Date.now() + expires_in * 1000, first: refreshToken }
}

const isFresh = (tokens: Kept | null): boolean => tokens !== null && tokens.until - marginMs > Date.now()

/** Whoever renews first renews for all: the old refresh token is worth nothing afterwards. */
export const accessToken = async (oauth2: OAuth2, vault: Vault, url: string, signal: AbortSignal): Promise<string> => {
  const name = `x:oauth2:${oauth2.clientId}`
  const present = readKept(await vault.read(name), oauth2)
  if (isFresh(present)) return present!.access
  const renewed = await vault.renew(name, async (text) => {
    const now = readKept(text, oauth2)
    return isFresh(now)
      ? text!
      : JSON.stringify(await exchange(oauth2, now?.refresh ?? oauth2.refreshToken, url, signal))
  })
  return readKept(renewed, oauth2)!.access
}
