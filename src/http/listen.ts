// The server on its port, with the clock running for slow clients, and its orderly end.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { InvalidInputError } from '../errors.ts'
import { mostConnections } from '../ops/files-allowed.ts'
import type { App } from './context.ts'
import type { Door } from './webhook-door.ts'

export type Listening = {
  readonly port: number
  /** Stops taking requests, lets those in hand end, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>
}

const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
  /** Slow ones are looked for this often: Node's own half minute would let them stand three times as long. */
  connectionsCheckingInterval: 2_000,
}
const mostHeaders = 100

const failure = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  if (error.code === 'EADDRINUSE')
    return new InvalidInputError(
      '--port',
      `${port} is taken by another program`,
      'Choose another with --port, or stop that program.',
    )
  if (error.code === 'EACCES')
    return new InvalidInputError('--port', `this account may not listen on ${port}`, 'Choose a port above 1023.')
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new InvalidInputError('--host', `${host} is not an address of this machine`, 'Use 127.0.0.1 or 0.0.0.0.')
  return error
}

type Served = { readonly app: App; readonly door: Door }

export const listen = ({ app, door }: Served, host: string, port: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const rest = getRequestListener(app.fetch)
    const http = createServer(limits, (incoming, outgoing) => {
      if (!door(incoming, outgoing)) void rest(incoming, outgoing)
    })
    http.maxConnections = mostConnections()
    http.maxHeadersCount = mostHeaders
    http.once('error', (error) => reject(failure(error, host, port)))
    http.listen(port, host, () => {
      const address = http.address()
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        close: (graceMs) =>
          new Promise((done) => {
            const cut = setTimeout(() => http.closeAllConnections(), graceMs)
            http.close(() => {
              clearTimeout(cut)
              done()
            })
            http.closeIdleConnections()
          }),
      })
    })
  })
