// How statements go to PostgreSQL: what is asked in one go is one piece, which wakes the server once and is answered once;
// those whose answer nobody waits for go with the next one, and those that come again are prepared once a connection.
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
const plain = (value: unknown) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value

/** What the driver's own statements and its connections are made of, as far as a piece leans on it. */
type Wire = {
  readonly sync: () => void
  readonly submittedNamedStatements: Record<string, string>
  readonly stream: Pick<Writable, 'cork' | 'uncork' | 'destroy'>
}
type Statement = {
  readonly name?: string
  readonly text: string
  submit(wire: Wire): Error | null
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
  handleError(error: unknown, wire: Wire): void
  handleReadyForQuery(wire: Wire): void
}
type Asked = {
  readonly statement: Statement
  readonly answer: Promise<unknown>
  /** Why it failed, once it has. */
  readonly fault: () => unknown
}

const statementOf = (config: pg.QueryConfig): Asked => {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  let fault: unknown
  const callback = (error: unknown, result: unknown) => {
    fault ??= error
    if (error) reject(error)
    else resolve(result)
  }
  const whole = { ...config, queryMode: 'extended', callback }
  return {
    statement: new pg.Query(whole as pg.QueryConfig) as unknown as Statement,
    answer: promise,
    fault: () => fault,
  }
}

/**
 * Statements that the server answers together: it goes on to the next without a word, and turns away all that follow one that
 * failed. To the driver it is one statement: whichever is being answered.
 */
const pieceOf = (asked: readonly Asked[]) => {
  const statements = asked.map(({ statement }) => statement)
  let at = 0
  const told = (wire: Wire) => {
    for (const statement of statements.slice(0, at)) statement.handleReadyForQuery(wire)
  }
  return {
    get name() {
      return statements[at]?.name
    },
    get text() {
      return statements[at]?.text
    },
    callback: () => {},
    submit(wire: Wire): Error | null {
      wire.stream.cork()
      const silent = Object.create(wire, { sync: { value: () => {} } }) as Wire
      // One that cannot be written leaves no place for its answer: the connection ends, and with it all that was asked here.
      for (const { statement, fault } of asked)
        if (statement.submit(silent) !== null || fault())
          wire.stream.destroy(new Error('a statement could not be written'))
      wire.sync()
      wire.stream.uncork()
      return null
    },
    handleRowDescription: (message: unknown) => statements[at]!.handleRowDescription(message),
    handleDataRow: (message: unknown) => statements[at]!.handleDataRow(message),
    handleCommandComplete: (message: unknown, wire: Wire) => statements[at++]!.handleCommandComplete(message, wire),
    handleEmptyQuery: () => void at++,
    handleError(error: unknown, wire: Wire) {
      // Failed when all had been answered: outside a transaction none of it is kept.
      if (at === statements.length) at = 0
      told(wire)
      for (const statement of statements.slice(at)) {
        if (statement.name !== undefined) delete wire.submittedNamedStatements[statement.name]
        statement.handleError(error, wire)
      }
    },
    handleReadyForQuery: told,
  }
}

type Query = (...all: unknown[]) => Promise<unknown>

/** Tells a connection's statements how to go; made once for all connections of a pool, which learn the same names. */
export const wiring = (types: pg.CustomTypesConfig) => {
  const nameOf = naming()
  return (client: pg.ClientBase): void => {
    const send = (...all: unknown[]) => (pg.Client.prototype.query as unknown as Query).apply(client, all)
    let gathered: Asked[] = []
    const go = () => {
      if (gathered.length > 0) void send(pieceOf(gathered))
      gathered = []
    }
    const query = (text: unknown, values: readonly unknown[] = [], ...rest: unknown[]) => {
      // Several statements in one text cannot be prepared.
      const several = typeof text === 'string' && values.length === 0 && text.includes(';')
      if (typeof text !== 'string' || rest.length > 0 || several) {
        go()
        return send(text, values, ...rest)
      }
      // What failed before it would have the server turn it away.
      if (text === 'rollback') go()
      const name = nameOf(text)
      const asked = statementOf({ text, values: values.map(plain), types, ...(name ? { name } : {}) })
      gathered.push(asked)
      if (!isUnawaited(text)) {
        process.nextTick(go)
        return asked.answer
      }
      asked.answer.catch(() => {})
      return Promise.resolve(nothing)
    }
    client.query = query as typeof client.query
  }
}
