// A small stand-in for the product: checks each delivery as the platforms' own pages describe it, with no help of ours.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = {
  readonly channel: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly signed: boolean
}

export type Product = {
  readonly url: string
  readonly heard: Heard[]
  /** Statuses to answer with, in turn; then 200. */
  answer(...statuses: readonly number[]): void
  close(): Promise<void>
}

const secretOf = (env: Readonly<Record<string, string>>, channel: string) =>
  ({ whatsapp: env.WHATSAPP_APP_SECRET, instagram: env.INSTAGRAM_APP_SECRET, x: env.X_CONSUMER_SECRET })[channel] ?? ''

export const startProduct = async (env: Readonly<Record<string, string>>): Promise<Product> => {
  const heard: Heard[] = []
  let statuses: readonly number[] = []
  const server = createServer(async (request, response): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://product')
    const channel = pathname.split('/').at(-1)!
    const secret = secretOf(env, channel)
    if (request.method === 'GET') {
      const token = searchParams.get('crc_token')
      const crc = `{"response_token":"sha256=${createHmac('sha256', secret)
        .update(token ?? '')
        .digest('base64')}"}`
      response.end(token === null ? searchParams.get('hub.challenge') : crc)
      return
    }
    const raw = Buffer.concat(await request.toArray())
    const header = request.headers[channel === 'x' ? 'x-twitter-webhooks-signature' : 'x-hub-signature-256']
    const expected = createHmac('sha256', secret)
      .update(raw)
      .digest(channel === 'x' ? 'base64' : 'hex')
    heard.push({
      channel,
      body: raw.toString(),
      headers: request.headers as Record<string, string>,
      signed: header === `sha256=${expected}`,
    })
    const [status = 200, ...rest] = statuses
    statuses = rest
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (...given) => {
      statuses = given
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
