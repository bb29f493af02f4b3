// Meta's data deletion callback, and the page where a person sees how far his request has come. It tells nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { webhookSecrets } from '../../connectors/index.ts'
import { finishRequest, request } from '../privacy/erase.ts'
import { erasureByCode } from '../store/erasures.ts'
import { type App, route } from './context.ts'
import { DeletionView } from './contract.ts'
import { eraseDesk } from './erasures.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const Signed = z.object({ algorithm: z.literal('HMAC-SHA256'), user_id: z.string().min(1).max(200) })

/** Whom a signed request is about; null where none of the secrets signed it. */
export const userOfSigned = (signed: string, secrets: readonly string[]): string | null => {
  const [signature, payload, more] = signed.split('.')
  if (signature === undefined || payload === undefined || more !== undefined) return null
  const given = Buffer.from(signature, 'base64url')
  const right = secrets.some((secret) => {
    const wanted = createHmac('sha256', secret).update(payload).digest()
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
  if (!right) return null
  try {
    const parsed = Signed.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data.user_id : null
  } catch {
    return null
  }
}

const deletionRoute = route({
  method: 'post',
  path: '/webhooks/meta/data-deletion',
  summary: 'Meta asks to delete a user’s data (`signed_request`); answers where he can follow it',
  request: {
    body: {
      required: true,
      content: { 'application/x-www-form-urlencoded': { schema: z.object({ signed_request: z.string() }) } },
    },
  },
  responses: { 200: { description: 'kept', content: { 'application/json': { schema: DeletionView } } } },
})

const statusRoute = route({
  method: 'get',
  path: '/data-deletion/{code}',
  summary: 'The page where a person sees how far his request to delete has come',
  request: { params: z.object({ code: z.string().max(64) }) },
  responses: { 200: { description: 'a page', content: { 'text/html': { schema: z.string() } } } },
})

const states = {
  waiting: { ar: 'طلبك قيد التنفيذ، ويكتمل خلال 24 ساعة.', en: 'Your request is being carried out, within 24 hours.' },
  done: {
    ar: 'اكتمل طلبك: حُذف ما كان محفوظًا عنك على هذه القناة.',
    en: 'Done: what was held on you from this channel has been deleted.',
  },
  unknown: {
    ar: 'لا يوجد طلب بهذا الرمز. تحقق من الرابط الذي وصلك.',
    en: 'There is no request with this code. Check the link you were given.',
  },
} as const

const title = { ar: 'طلب حذف البيانات', en: 'Data deletion request' }

const style = `body{margin:0;font:1.125rem/1.8 system-ui,"Noto Sans Arabic",sans-serif;color:#17252c;background:#f6f4ef}
main{max-width:36rem;margin:12vh auto;padding:0 1.5rem;display:grid;gap:2rem}h1{font-size:1.4rem;margin:0 0 .5rem}p{margin:0}
section+section{border-block-start:1px solid #cfc8b8;padding-block-start:2rem}time{display:block;opacity:.75;font-size:1rem}`

const days = { ar: 'ar-KW-u-nu-latn', en: 'en-GB' } as const
const half = (language: 'ar' | 'en', state: keyof typeof states, at: number | null) => {
  const day = new Intl.DateTimeFormat(days[language], { dateStyle: 'long', timeZone: 'Asia/Kuwait' })
  const when = at === null ? '' : `<time datetime="${new Date(at).toISOString()}">${day.format(at)}</time>`
  return `<section lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><h1>${title[language]}</h1><p>${states[state][language]}${when}</p></section>`
}

const pageOf = (state: keyof typeof states, at: number | null) =>
  `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title.ar} · ${title.en}</title><link rel="stylesheet" href="/data-deletion/page.css"></head><body><main>${half('ar', state, at)}${half('en', state, at)}</main></body></html>`

const metaSecrets = ({ config }: Server): readonly string[] => {
  const { whatsapp, instagram } = webhookSecrets(config.channels)
  return [...new Set([...instagram.secrets, ...whatsapp.secrets])]
}

export const dataDeletion = (app: App, server: Server): void => {
  app.openapi(deletionRoute, async (c) => {
    const secrets = metaSecrets(server)
    if (secrets.length === 0) throw new ProblemError('no-secret')
    const user = userOfSigned(c.req.valid('form').signed_request, secrets)
    if (user === null) throw new ProblemError('bad-signature')
    const desk = eraseDesk(server)
    const { id, code } = await request(desk, {
      subject: { kind: 'author', channels: ['instagram', 'whatsapp'], id: user },
      origin: 'meta',
      actor: { kind: 'machine' },
    })
    // It is kept: should this process end now, the next one goes on with it.
    void finishRequest(desk, id).catch((error: unknown) => server.log.error('an erasure waits', { id, error }))
    const base = server.config.publicUrl ?? new URL(c.req.url).origin
    return c.json({ url: `${base}/data-deletion/${code}`, confirmation_code: code }, 200)
  })
  app.openAPIRegistry.registerPath(statusRoute)
  app.get('/data-deletion/:code', async (c) => {
    const code = c.req.param('code')
    if (code === 'page.css') return c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' })
    const found = await erasureByCode(server.store.read, code)
    if (found === null) return c.html(pageOf('unknown', null), 404)
    return c.html(pageOf(found.state, found.done_at ?? found.asked_at))
  })
}
