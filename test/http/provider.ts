// A real OpenID provider on loopback, and a browser with a jar of cookies.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { vi } from 'vitest'
import type { House } from './harness.ts'

export const client = {
  id: 'sada',
  secret: 'secret-of-the-client-for-tests',
  back: 'http://localhost/api/v1/oidc/callback',
}

export type Person = {
  readonly sub: string
  readonly name: string
  readonly groups?: readonly string[]
  readonly agencies?: unknown
}
export type Running = { readonly issuer: string; signsIn: Person; readonly stop: () => Promise<void> }

const configuration = (running: { signsIn: Person }): ConstructorParameters<typeof Provider>[1] => ({
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [client.back],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'groups', 'agencies'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['key-of-the-tests'] },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...running.signsIn, sub }) }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  },
})

export const startProvider = async (signsIn: Person): Promise<Running> => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const running: Running = {
    issuer,
    signsIn,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  // It tells everyone that it is a provider of tests; here that is meant.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'info').mockImplementation(() => {})
  const provider = new Provider(issuer, configuration(running))
  warn.mockClear()
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const login = { accountId: running.signsIn.sub }
    if (!request.url?.startsWith('/interaction/')) void answer(request, response)
    else void provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  })
  return running
}

export type Browser = {
  readonly go: (address: string) => Promise<{ status: number; to: string | null; cookies: string[] }>
}

/** Keeps the cookies of each site apart, and follows nothing by itself. */
export const newBrowser = ({ app }: House): Browser => {
  const jars = new Map<string, Map<string, string>>()
  return {
    go: async (address) => {
      const { origin } = new URL(address, 'http://localhost')
      const jar = jars.get(origin) ?? new Map<string, string>()
      jars.set(origin, jar)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const init = { headers: { host: 'localhost', cookie }, redirect: 'manual' as const }
      const response = await (origin === 'http://localhost' ? app.request(address, init) : fetch(address, init))
      const cookies = response.headers.getSetCookie()
      for (const one of cookies) {
        const [name, ...value] = one.split(';')[0]!.split('=')
        jar.set(name!, value.join('='))
      }
      const to = response.headers.get('location')
      return { status: response.status, to: to === null ? null : new URL(to, address).href, cookies }
    },
  }
}

/** From our door through the provider's to the address that it sends the browser back to. */
export const walk = async (browser: Browser): Promise<string> => {
  let { to } = await browser.go('http://localhost/api/v1/oidc/start')
  for (let steps = 0; to !== null && !to.startsWith('http://localhost/'); steps++) {
    if (steps > 8) throw new Error(`the provider goes round in circles at ${to}`)
    ;({ to } = await browser.go(to))
  }
  if (to === null) throw new Error('the provider sent nobody back')
  return to
}
