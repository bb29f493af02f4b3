// Signing in by the ministry's identity provider (OpenID Connect): code flow with PKCE, nonce, and a state bound to the browser.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as openid from 'openid-client'
import { reach } from '../../connectors/outbound.ts'
import type { IdentityProvider } from '../config.ts'
import type { Role } from '../model.ts'
import { roles } from '../model.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { addVisit, takeVisit, visitLife } from '../store/sign-in.ts'
import { addUser, changeUser, noPassword, type User, userOfSubject } from '../store/users.ts'
import { attempt } from './attempts.ts'
import { type App, type Env, route } from './context.ts'
import { isSecure, whoIs } from './identify.ts'
import { hashSecret, newSecret } from './passwords.ts'
import { ProblemError } from './problems.ts'
import { notingRefusals } from './refusals.ts'
import type { Server } from './server.ts'
import { enter } from './session.ts'
import { isAgency } from './show/names.ts'

const startRoute = route({
  method: 'get',
  path: '/api/v1/oidc/start',
  summary: 'Go to the identity provider',
  responses: { 302: { description: 'to the provider' } },
})
const backRoute = route({
  method: 'get',
  path: '/api/v1/oidc/callback',
  summary: 'Back from the identity provider; answers a session cookie and goes to the dashboard',
  responses: { 302: { description: 'to the dashboard' } },
})

const timeout = 8
const largestAnswer = 1024 ** 2

/** The issuer is configured; what else its description names must be public. */
const reachProvider =
  (issuer: string): openid.CustomFetch =>
  (url, { method, headers, body, signal }) =>
    reach(
      url,
      {
        method,
        headers,
        body: body as RequestInit['body'],
        signal: signal ?? AbortSignal.timeout(timeout * 1000),
        mostBytes: largestAnswer,
      },
      { configured: [issuer], hosts: ['*'] },
    ).catch((error: unknown) => {
      // As `fetch` says that nobody answered: the library tells it from a refusal by its type.
      throw error instanceof DOMException ? error : new TypeError('not reached', { cause: error })
    })
const cookie = (server: Server) => `${isSecure(server.config) ? '__Host-' : ''}sada-visit`

/** Found once and kept; a provider that was away is asked again at the next visit. */
const discoverer = (provider: IdentityProvider) => {
  let found: Promise<openid.Configuration> | undefined
  const ask = () => {
    const { issuer, clientId, clientSecret } = provider
    // The configuration takes plain http on this machine only.
    const execute = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []
    return openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute,
      timeout,
      [openid.customFetch]: reachProvider(issuer),
    })
  }
  return async (): Promise<openid.Configuration> => {
    found ??= ask()
    try {
      return await found
    } catch (error) {
      found = undefined
      throw error
    }
  }
}

const rank = (role: Role) => roles.indexOf(role)
const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []).filter(
    (entry): entry is string => typeof entry === 'string' && entry !== '',
  )

export type Given = { readonly role: Role; readonly agencies: readonly string[] | null }

/** What the provider says of a person; the highest role of his groups. Null = nothing that opens this house. */
export const givenBy = (claims: Readonly<Record<string, unknown>>, provider: IdentityProvider): Given | null => {
  const named = listOf(claims[provider.roleClaim]).flatMap((group) => provider.roles[group] ?? [])
  const role = named.toSorted((a, b) => rank(b) - rank(a))[0]
  if (role === undefined) return null
  if (provider.agencyClaim === null) return { role, agencies: null }
  const listed = listOf(claims[provider.agencyClaim])
  if (listed.includes('*')) return { role, agencies: null }
  const agencies = listed.filter(isAgency)
  return agencies.length === 0 ? null : { role, agencies }
}

const nameOf = (claims: Readonly<Record<string, unknown>>): string => {
  const given = [claims.name, claims.preferred_username, claims.sub].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  )
  return (given ?? '').trim().slice(0, 80)
}

/** Two people of one name are told apart by a number; one person is always the same account, by the provider's subject. */
const takenIn = async (server: Server, subject: string, name: string, { role, agencies }: Given): Promise<User> => {
  const { store, clock } = server
  return write(store, async (tx) => {
    const known = await userOfSubject(tx, subject)
    if (known !== null) {
      await changeUser(tx, known.id, { role, agencies })
      return { ...known, role, agencies }
    }
    for (let count = 1; ; count++) {
      const label = count === 1 ? name : `${name} (${count})`
      const added = await addUser(tx, { name: label, passwordHash: noPassword, role, agencies, subject, now: clock() })
      if (added === 'name-taken') continue
      await audit(tx, {
        actor: whoIs(added),
        action: 'user-provided',
        subject: added.id,
        at: clock(),
        data: { role, agencies },
      })
      return added
    }
  })
}

/** The address the provider was told: behind a proxy the request itself knows another one. */
const backAddress = (c: Context<Env>, { config }: Server): string =>
  `${config.publicUrl ?? new URL(c.req.url).origin}/api/v1/oidc/callback`

type Discover = () => Promise<openid.Configuration>

const begin = async (c: Context<Env>, server: Server, provider: IdentityProvider, discover: Discover) => {
  await attempt(c, server, { kind: 'visit' })
  const configuration = await discover()
  const [state, nonce, verifier, secret] = [
    openid.randomState(),
    openid.randomNonce(),
    openid.randomPKCECodeVerifier(),
    newSecret(),
  ]
  const visit = { state, nonce, verifier }
  await write(server.store, (tx) => addVisit(tx, hashSecret(secret), visit, server.clock()))
  // Lax: the provider's answer is a link from its site to ours.
  setCookie(c, cookie(server), secret, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(server.config),
    maxAge: visitLife / 1000,
  })
  return openid.buildAuthorizationUrl(configuration, {
    redirect_uri: backAddress(c, server),
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
}

/** Groups are in the id token with some providers, at the userinfo address with others. */
const claimsOf = async (
  configuration: openid.Configuration,
  tokens: Awaited<ReturnType<typeof openid.authorizationCodeGrant>>,
): Promise<{ readonly sub: string; readonly [name: string]: unknown }> => {
  const claims = tokens.claims()
  if (claims === undefined) throw new ProblemError('provider-refused')
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims
  return { ...(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
}

type Finishing = {
  readonly provider: IdentityProvider
  readonly discover: Discover
  /** Told whom the provider named, as soon as it has. */
  readonly seen: (subject: string) => void
}

const finish = async (c: Context<Env>, server: Server, { provider, discover, seen }: Finishing) => {
  const secret = getCookie(c, cookie(server)) ?? ''
  deleteCookie(c, cookie(server), { path: '/', secure: isSecure(server.config) })
  const tried = await attempt(c, server, { kind: 'link' })
  const visit = await write(server.store, (tx) => takeVisit(tx, hashSecret(secret), server.clock()))
  if (visit === null) throw new ProblemError('provider-refused')
  const configuration = await discover()
  const address = new URL(backAddress(c, server))
  address.search = new URL(c.req.url).search
  const tokens = await openid.authorizationCodeGrant(configuration, address, {
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    pkceCodeVerifier: visit.verifier,
    idTokenExpected: true,
  })
  const claims = await claimsOf(configuration, tokens)
  const subject = `${configuration.serverMetadata().issuer} ${claims.sub}`
  seen(subject)
  const given = givenBy(claims, provider)
  if (given === null) throw new ProblemError('provider-no-role')
  const user = await takenIn(server, subject, nameOf(claims), given)
  if (user.disabled) throw new ProblemError('provider-refused')
  return enter(c, server, { user, way: 'provider', action: 'signed-in', inside: (tx) => tried.succeeded(tx) })
}

/** What the library throws, told as a problem: an answer that must not be believed, or none. */
const problemOf = (server: Server, error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error
  const refused =
    error instanceof openid.AuthorizationResponseError ||
    error instanceof openid.ResponseBodyError ||
    error instanceof openid.ClientError
  server.log.warn('the identity provider did not finish', { code: refused ? 'refused' : 'away' })
  return new ProblemError(refused ? 'provider-refused' : 'provider-away')
}

/** Who was refused leaves a trace, with his name where the provider named somebody we know. */
const finishNoted = (c: Context<Env>, server: Server, provider: IdentityProvider, discover: Discover) => {
  let subject: string | null = null
  const seen = (named: string) => {
    subject = named
  }
  const tried = async () => (subject === null ? null : userOfSubject(server.store.read, subject))
  return notingRefusals(c, server, { way: 'provider', tried }, () =>
    finish(c, server, { provider, discover, seen }).catch((error: unknown) => {
      throw problemOf(server, error)
    }),
  )
}

/** People come here by a link: what failed is said on the sign-in page, not as JSON. */
const orBack = (c: Context<Env>, server: Server, work: () => Promise<string>): Promise<Response> =>
  work().then(
    (address) => c.redirect(address, 302),
    (error: unknown) => c.redirect(`/sign-in?failed=${problemOf(server, error).code}`, 302),
  )

export const provider = (app: App, server: Server): void => {
  const { identityProvider } = server.config
  const discover = identityProvider === null ? null : discoverer(identityProvider)
  const known = () => {
    if (identityProvider === null || discover === null) throw new ProblemError('not-found')
    return [identityProvider, discover] as const
  }
  app.openapi(startRoute, (c) => {
    const parts = known()
    return orBack(c, server, async () => (await begin(c, server, ...parts)).href) as never
  })
  app.openapi(backRoute, (c) => {
    const parts = known()
    return orBack(c, server, async () => {
      await finishNoted(c, server, ...parts)
      return '/'
    }) as never
  })
}
