// The only way out to the network. A request goes to an address that the operator configured, or over https to a listed host
// whose every address is public: judged in the look-up that the connection itself makes, so that a name cannot be re-pointed in
// between. No redirect is followed, and bytes are counted as they unfold.
import { lookup } from 'node:dns'
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest, type RequestOptions } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export type Where = {
  /** Addresses from the configuration; their network may be a private one. */
  readonly configured?: readonly string[]
  /** Hosts a remote may choose among: `lookaside.fbsbx.com`, or `.fbcdn.net` for all below it; `*` = any. */
  readonly hosts?: readonly string[]
}

/** It was not asked at all. */
export class OutboundRefusedError extends Error {
  override readonly name = 'OutboundRefusedError'
  readonly code = 'OUTBOUND_REFUSED'
}
export class OutboundTooLargeError extends Error {
  override readonly name = 'OutboundTooLargeError'
  readonly code = 'OUTBOUND_TOO_LARGE'
}

const notPublic = new BlockList()
for (const network of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3',
  // Those that carry an IPv4 address within (mapped, compatible, NAT64, 6to4, Teredo), and those of one site or link.
  '::/96 64:ff9b::/32 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/9 ff00::/8',
]
  .join(' ')
  .split(' ')) {
  const [net = '', bits] = network.split('/')
  notPublic.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4')
}

/** IPv4 written inside IPv6 (`::ffff:…`) is judged as IPv4 by the list itself. */
export const isPublicAddress = (address: string, family: number): boolean =>
  !notPublic.check(address, family === 6 ? 'ipv6' : 'ipv4')

const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null || first === undefined) return done(error ?? new Error('no address'), '', 0)
    if (!addresses.every(({ address, family }) => isPublicAddress(address, family)))
      return done(new OutboundRefusedError('the name points into a private network'), '', 0)
    if (options.all) done(null, addresses)
    else done(null, first.address, first.family)
  })
}

const keep = { keepAlive: true, maxSockets: 64, timeout: 60_000 }
const agents = {
  configured: { 'http:': new PlainAgent(keep), 'https:': new SecureAgent(keep) },
  public: { 'https:': new SecureAgent({ ...keep, lookup: publicOnly }) },
}
/** For a library that makes its own requests: none of them reaches a private network. */
export const publicAgent: SecureAgent = agents.public['https:']

const isListed = (hostname: string, hosts: readonly string[]) =>
  hosts.some((host) => host === '*' || (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))

type Route = Pick<RequestOptions, 'agent'> & { readonly secure: boolean }

const routeOf = (url: URL, { configured = [], hosts = [] }: Where): Route => {
  const refuse = (why: string) => new OutboundRefusedError(`the address ${why}`)
  if (url.username !== '' || url.password !== '') throw refuse('carries a password')
  const secure = url.protocol === 'https:'
  if (configured.some((base) => URL.parse(base)?.origin === url.origin) && (secure || url.protocol === 'http:'))
    return { agent: agents.configured[secure ? 'https:' : 'http:'], secure }
  if (!secure || url.port !== '') throw refuse('is not plain https')
  const name = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (!isListed(name, hosts)) throw refuse('is not on a listed host')
  const family = isIP(name)
  // No name is looked up here, so that nobody else would look at it.
  if (family !== 0 && !isPublicAddress(name, family)) throw refuse('is not public')
  return { agent: publicAgent, secure }
}

export type Asked = {
  readonly method?: string | undefined
  readonly headers?: RequestInit['headers'] | undefined
  readonly body?: RequestInit['body'] | undefined
  readonly signal: AbortSignal
  /** Of the unfolded answer; more is an error, whatever was promised. */
  readonly mostBytes?: number | undefined
}

const send = (url: URL, { secure, agent }: Route, asked: Request, body: Buffer | null, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers: Record<string, string> = {
      'accept-encoding': 'gzip',
      'user-agent': 'sada',
      ...Object.fromEntries(asked.headers),
    }
    if (body !== null) headers['content-length'] = String(body.byteLength)
    const call = (secure ? secureRequest : plainRequest)(url, { method: asked.method, headers, agent, signal }, resolve)
    call.once('error', reject)
    call.end(body ?? undefined)
  })

const unfolded = (answer: IncomingMessage): Readable => {
  const coding = answer.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (coding === 'identity') return answer
  const makers: Readonly<Record<string, () => Transform>> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }
  const make = Object.hasOwn(makers, coding) ? makers[coding] : undefined
  if (make === undefined) throw new Error('an encoding that nobody asked for')
  const opened = make()
  answer.once('error', (error) => opened.destroy(error))
  return answer.pipe(opened)
}

const counted = (most: number): Transform => {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength
      if (size > most) done(new OutboundTooLargeError('the answer is too large'))
      else done(null, chunk)
    },
  })
}

const empty = new Set([204, 205, 304])
const usualBytes = 64 * 1024 ** 2

const answerOf = (message: IncomingMessage, most: number): Response => {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headersDistinct))
    for (const one of value ?? []) headers.append(name, one)
  if (empty.has(status)) {
    message.resume()
    return new Response(null, { status, headers })
  }
  const source = unfolded(message)
  const body = counted(most)
  source.once('error', (error) => body.destroy(error))
  // Who stops reading, or was told too much, lets go of the line too.
  body.once('close', () => message.readableEnded || message.destroy())
  source.pipe(body)
  return new Response(Readable.toWeb(body) as ReadableStream, { status, headers })
}

/** Whether something well answers there; false where nothing does. */
export const answers = async (address: string, ms: number, where: Where): Promise<boolean> => {
  try {
    const { ok, body } = await reach(address, { signal: AbortSignal.timeout(ms) }, where)
    await body?.cancel()
    return ok
  } catch {
    return false
  }
}

/** As `fetch`, and only where `where` says. The caller reads the body or cancels it. */
export const reach = async (address: string | URL, asked: Asked, where: Where): Promise<Response> => {
  const url = URL.parse(String(address))
  if (url === null) throw new OutboundRefusedError('it is no address')
  const route = routeOf(url, where)
  const request = new Request(url, {
    method: asked.method ?? 'GET',
    headers: asked.headers ?? {},
    body: asked.body ?? null,
  })
  const body = asked.body === undefined || asked.body === null ? null : Buffer.from(await request.arrayBuffer())
  asked.signal.throwIfAborted()
  return answerOf(await send(url, route, request, body, asked.signal), asked.mostBytes ?? usualBytes)
}
