// Deliveries straight from Node's own request: platforms send thousands a second, and a web request and its routing would cost
// a third of all that is done for one. Same rules, same answers as `webhooks.ts`.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { uuidv7 } from 'uuidv7'
import { problemOf } from './failure.ts'
import { bareHeaders } from './headers.ts'
import { isSecure } from './identify.ts'
import type { Server } from './server.ts'
import { deliver, gatherer, type Hook, hooksOf, taken } from './webhook-desk.ts'

/** Takes a request, or leaves it to the application. */
export type Door = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

const bytesOf = (incoming: IncomingMessage): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const gathered = gatherer()
    incoming.on('data', (chunk: Uint8Array) => {
      try {
        gathered.add(chunk)
      } catch (error) {
        incoming.removeAllListeners('data').resume()
        reject(error)
      }
    })
    incoming.once('end', () => resolve(gathered.bytes()))
    incoming.once('error', reject)
  })

const queryOf = (url: string): Readonly<Record<string, string>> =>
  url.includes('?') ? Object.fromEntries(new URL(url, 'http://sada').searchParams) : {}

const address = /^\/webhooks\/([a-z]+)(?:\?|$)/

export const webhookDoor = (server: Server): Door => {
  const hooks = hooksOf(server)
  const bare = bareHeaders(isSecure(server.config))
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse, hook: Hook): Promise<void> => {
    const requestId = uuidv7()
    const say = (status: number, text: string, more: Readonly<Record<string, string>>) => {
      const length = String(Buffer.byteLength(text))
      outgoing.writeHead(status, { ...bare, 'x-request-id': requestId, 'content-length': length, ...more }).end(text)
    }
    try {
      const body = await bytesOf(incoming)
      const query = queryOf(incoming.url!)
      await deliver(server, hook, { query, headers: incoming.headers as Record<string, string>, body })
      say(200, taken.text, { 'content-type': taken.type })
    } catch (error) {
      // The sender has gone: nobody is there to be told.
      if (outgoing.destroyed) return
      const problem = problemOf(error, { requestId, method: 'POST', log: server.log })
      // What is left unread of a body must not be taken for the next request.
      say(problem.status, problem.body, { ...problem.headers, ...(incoming.complete ? {} : { connection: 'close' }) })
    }
  }
  return (incoming, outgoing) => {
    if (incoming.method !== 'POST') return false
    const hook = hooks.get(address.exec(incoming.url ?? '')?.[1] ?? '')
    if (hook === undefined || hook.secrets.secrets.length === 0) return false
    void answer(incoming, outgoing, hook)
    return true
  }
}
