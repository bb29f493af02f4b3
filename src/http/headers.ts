// What every answer tells a browser it may do: nothing, but what the dashboard needs.
import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './context.ts'

type Policy = NonNullable<Parameters<typeof secureHeaders>[0]>['contentSecurityPolicy']

const page: Policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
}
/** What a citizen sent may not act, wherever it is opened. */
const caged: Policy = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] }

const transport = 'max-age=31536000; includeSubDomains'

export const headers = (secure: boolean) => {
  const [ofPage, ofMedia] = [page, caged].map((contentSecurityPolicy) =>
    secureHeaders({
      contentSecurityPolicy,
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
      strictTransportSecurity: secure ? transport : false,
    }),
  ) as [MiddlewareHandler<Env>, MiddlewareHandler<Env>]
  return createMiddleware<Env>((c, next) => (c.req.path.startsWith('/media/') ? ofMedia : ofPage)(c, next))
}

/** For answers to platforms, thousands a second: the same in effect, made once. No browser shows them. */
export const bareHeaders = (secure: boolean): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  ...(secure ? { 'strict-transport-security': transport } : {}),
})
