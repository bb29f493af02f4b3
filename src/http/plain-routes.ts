// Routes that are not JSON or not under /api/v1, as the document tells them: webhooks, health, figures, media.
import { z } from '@hono/zod-openapi'
import { route } from './context.ts'

const channel = z.enum(['whatsapp', 'instagram', 'x', 'generic'])
const text = { 'text/plain': { schema: z.string() } }
const status = (...states: readonly [string, ...string[]]) => ({
  'application/json': { schema: z.object({ status: z.enum(states), version: z.string().optional() }) },
})
const tags = (name: string) => ({ tags: [name] })

export const plainRoutes = [
  route({
    method: 'get',
    path: '/webhooks/{channel}',
    ...tags('webhooks'),
    summary: 'The platform’s handshake: Meta’s hub.challenge, X’s crc_token',
    request: {
      params: z.object({ channel }),
      query: z.object({
        'hub.mode': z.string().optional(),
        'hub.verify_token': z.string().optional(),
        'hub.challenge': z.string().optional(),
        crc_token: z.string().optional(),
      }),
    },
    responses: { 200: { description: 'the answer that the platform expects', content: text } },
  }),
  route({
    method: 'post',
    path: '/webhooks/{channel}',
    ...tags('webhooks'),
    summary: 'Events of a platform, signed over the raw bytes; 200 only once they are stored',
    request: {
      params: z.object({ channel }),
      headers: z.object({
        'x-hub-signature-256': z.string().optional().describe('Meta: sha256=HMAC of the body'),
        'x-twitter-webhooks-signature': z.string().optional().describe('X: sha256=base64 HMAC of the body'),
      }),
      body: { required: true, content: { 'application/json': { schema: z.looseObject({}) } } },
    },
    responses: { 200: { description: 'stored', content: text } },
  }),
  route({
    method: 'get',
    path: '/healthz',
    ...tags('health'),
    summary: 'The process answers',
    responses: { 200: { description: 'alive', content: status('ok') } },
  }),
  route({
    method: 'get',
    path: '/readyz',
    ...tags('health'),
    summary: 'The store answers, and the process is not closing; whether it decides, and whether writes are taken',
    responses: {
      200: {
        description: 'ready',
        content: {
          'application/json': {
            schema: z.object({
              status: z.literal('ready'),
              deciding: z.enum(['starting', 'deciding', 'stopped']),
              writes: z.enum(['taken', 'refused']).describe('refused: a full disk, say; reading goes on'),
            }),
          },
        },
      },
      503: { description: 'not now', content: status('closing', 'store-unreachable') },
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    ...tags('health'),
    summary: 'Figures in the Prometheus text format',
    responses: { 200: { description: 'figures', content: text } },
  }),
  route({
    method: 'get',
    path: '/media/{id}',
    summary: 'A picture, voice or video of a post, from our own store and in a sandbox',
    request: { params: z.object({ id: z.string().min(1).max(64) }) },
    responses: { 200: { description: 'its bytes', content: { 'application/octet-stream': { schema: z.string() } } } },
  }),
]
