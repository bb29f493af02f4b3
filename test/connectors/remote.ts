// A remote that answers as told and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export type Answer =
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly json?: unknown
      readonly bytes?: Uint8Array
    }
  | ((response: ServerResponse) => void)

export type Remote = {
  readonly url: string
  readonly asked: readonly Asked[]
  /** Answers in turn; the last one again and again. */
  answer(...answers: readonly Answer[]): void
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const text = Buffer.concat(await request.toArray()).toString()
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  return text === '' ? undefined : JSON.parse(text)
}

export const startRemote = async (): Promise<Remote> => {
  const asked: Asked[] = []
  let answers: readonly Answer[] = [{ status: 500 }]
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://remote')
    asked.push({
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: await bodyOf(request),
    })
    const [answer = answers[0]!, ...rest] = answers
    if (rest.length > 0) answers = rest
    if (typeof answer === 'function') return answer(response)
    const { status = 200, headers = {}, json, bytes } = answer
    response.writeHead(status, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
    response.end(bytes ?? (json === undefined ? '' : JSON.stringify(json)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (...given) => {
      answers = given
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const reset = (response: ServerResponse): void => void response.destroy()
export const hang = (): void => undefined
/** Half an answer, then the line goes dead. */
export const torn = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
  response.write('{"messages":[', () => response.destroy())
}
