// How statements go to PostgreSQL: those that come again are prepared once a connection, and those whose answer nobody waits
// for go together with the next one.
import type { Writable } from 'node:stream'
import pg from 'pg'

/** So often a statement is sent as it is; after that the server keeps it, parsed. Lists of any length make many: not all. */
const [heardOften, mostNames] = [5, 300]

/** Begins or ends a statement whose answer nobody waits for: it goes with the next that is waited for, which tells if it failed. */
export const unawaited = ' /* unawaited */ '
const isUnawaited = (text: string) => text.startsWith(unawaited) || text.endsWith(unawaited)
const nothing = { command: '', rowCount: 0, rows: [] }

/** Names for the statements that come often; none for the others. */
const naming = () => {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames) return known
    const count = (counts.get(text) ?? 0) + 1
    if (counts.size > 10 * mostNames) counts.clear()
    counts.set(text, count)
    if (count < heardOften) return undefined
    counts.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
}

/** PostgreSQL keeps no NUL. */
const plain = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)

type Wired = { readonly connection: { readonly stream: Pick<Writable, 'cork' | 'uncork'> } }
type Query = (...all: unknown[]) => Promise<unknown>

/** Each piece that is sent wakes the server, and its answer wakes us: what is asked in one go is sent in one. */
const gathering = (client: pg.ClientBase) => {
  const { stream } = (client as unknown as Wired).connection
  let gathered = 0
  const send = () => {
    for (; gathered > 0; gathered--) stream.uncork()
  }
  return (waited: boolean): void => {
    stream.cork()
    gathered++
    if (waited) process.nextTick(send)
  }
}

/** Tells a connection's statements how to go; made once for all connections of a pool, which learn the same names. */
export const wiring = () => {
  const nameOf = naming()
  return (client: pg.ClientBase): void => {
    const gather = gathering(client)
    const send = (...all: unknown[]) => (pg.Client.prototype.query as unknown as Query).apply(client, all)
    let failed: unknown
    /** The first that failed is what went wrong; those behind it were only turned away. */
    const settled = async (sent: Promise<unknown>): Promise<unknown> => {
      try {
        const result = await sent
        if (failed !== undefined) throw failed
        return result
      } catch (error) {
        throw failed ?? error
      } finally {
        failed = undefined
      }
    }
    const query = (text: unknown, values: readonly unknown[] = [], ...rest: unknown[]) => {
      const waited = typeof text !== 'string' || !isUnawaited(text)
      gather(waited)
      if (typeof text !== 'string' || rest.length > 0) return send(text, values, ...rest)
      const name = values.length === 0 ? undefined : nameOf(text)
      const sent = send({ text, values: values.map(plain), ...(name === undefined ? {} : { name }) })
      if (waited) return settled(sent)
      sent.catch((error: unknown) => {
        failed ??= error
      })
      return Promise.resolve(nothing)
    }
    client.query = query as typeof client.query
  }
}
