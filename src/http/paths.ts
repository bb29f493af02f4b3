// One address, one verdict: every spelling of a path is read as its canonical form before anything is decided on it.
import { posix } from 'node:path'

const server = /^\/(?:api|webhooks|media|data-deletion|healthz|readyz|metrics)(?:\/|$)/i

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export const canonicalPath = (path: string): string => {
  const plain = posix.normalize(decode(path).replaceAll('\\', '/').replaceAll('\0', '')).replace(/(.)\/$/, '$1')
  return server.test(plain) ? plain.toLowerCase() : plain
}

/** hono asks for the path of a request here, so that routing and access see the same one. */
export const pathOf = (request: Request): string => canonicalPath(new URL(request.url).pathname)

/** Paths that belong to programs: unknown ones are problems, never the dashboard's page. */
export const isServerPath = (path: string): boolean => server.test(path)
