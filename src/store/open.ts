// Opening a store: the only file that chooses the engine.
import { dirname } from 'node:path'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Where } from '../keys/find.ts'
import type { Keys } from '../keys/seal.ts'
import { keepCopy } from './copy.ts'
import { saveCursor } from './cursors.ts'
import { addressOf, type Engine } from './engine.ts'
import { isStoreTrouble } from './faults.ts'
import { openKeys } from './keys.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { takeOwnership } from './own.ts'
import { openPostgres, probePostgres } from './postgres.ts'
import { hearOthers, whisper } from './postgres-live.ts'
import type { Database, EventRow } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import { newTurns, turnsOf } from './turns.ts'
import { type Inside, inside, tell, type Writable, write } from './write.ts'

export type Store = {
  readonly engine: Engine
  /** The file, on SQLite. */
  readonly path: string | null
  /** For queries; sees only what is committed. Changes go through `write`. */
  readonly read: ReadonlyKysely<Database> & { readonly keys: Keys }
  readonly [inside]: Inside
  /** What is committed from now on, in order: here at once, by other processes on PostgreSQL as soon as it is heard of. */
  onCommitted(listener: (events: readonly EventRow[]) => void): () => void
  /** Said to the other processes on PostgreSQL, for this moment only: kept nowhere, and no harm where it is lost. */
  whisper(text: string): Promise<void>
  onWhisper(listener: (text: string) => void): () => void
  /** For a second thread that writes to this store, and what it tells this one. */
  readonly second: Second | null
  /** Whether writes are taken; tried out where one was refused. */
  takesWrites(): Promise<boolean>
  /** SQLite: this process alone decides from now on, or StoreInUseError. PostgreSQL: nothing to take. */
  own(): void
  close(): Promise<void>
}

/** SQLite: how another thread of this process opens the same store, so that the two take turns. */
export type Second = {
  readonly turns: SharedArrayBuffer
  /** It committed these. */
  told(events: readonly EventRow[]): void
  /** It ended, however that came: its turn is free. */
  gone(): void
}

export type StoreOptions = {
  /** Size of the connection pool on PostgreSQL. */
  readonly connections?: number
  /** Secrets to seal with, newest first; without any, `secret.key` in this folder or beside the store is used, or made. */
  readonly secrets?: readonly string[]
  readonly dataDir?: string
  /** This is the second thread of a store that another has opened. */
  readonly turns?: SharedArrayBuffer
  /** PostgreSQL: refused without a synchronous standby. */
  readonly requireStandby?: boolean
}

const whereOf = (path: string | null, { secrets = [], dataDir }: StoreOptions): Where => {
  const beside = path === null ? 'data' : dirname(path)
  return { given: secrets, folders: [...new Set([dataDir ?? beside, beside])] }
}

/** With something to write: a transaction that changes nothing succeeds on a full disk too. */
const tryWrite = async (store: Writable): Promise<boolean> => {
  try {
    await write(store, (tx) => saveCursor(tx, { name: 'store:tried', value: '' }, Date.now()))
  } catch (error) {
    if (isStoreTrouble(error)) return false
    throw error
  }
  store[inside].refused = false
  return true
}

export const openStore = async (url: string, options: StoreOptions = {}): Promise<Store> => {
  const address = addressOf(url)
  const side = options.turns === undefined ? 'door' : 'decider'
  const opened =
    address.engine === 'sqlite'
      ? openSqlite(address.path, side)
      : { ...openPostgres(address.url, options.connections ?? 10), path: null }
  const { writer, reader, path } = opened
  let release = () => {}
  const close = async () => {
    release()
    await opened.close()
  }
  let keys: Keys
  try {
    if (address.engine === 'postgres') await probePostgres(writer, { requireStandby: options.requireStandby ?? false })
    await migrate(writer, address.engine, migrations, async (next) => {
      if (path !== null) await keepCopy(path, `${path}.before-${next}`)
    })
    keys = await openKeys(writer, whereOf(path, options))
  } catch (error) {
    await close()
    throw error
  }
  const memory = options.turns ?? newTurns()
  const turns = address.engine === 'sqlite' ? turnsOf(memory, side) : null
  const held: Inside = {
    writer,
    alone: opened.alone,
    keys,
    listeners: new Set(),
    turn: Promise.resolve(),
    turns,
    others: null,
    refused: false,
  }
  // A second thread decides for the process that owns the store.
  let owned = path === null || options.turns !== undefined
  const whispering = new Set<(text: string) => void>()
  let lastWhisper: Promise<void> = Promise.resolve()
  const self = { engine: address.engine, [inside]: held }
  const read = Object.assign(reader as unknown as ReadonlyKysely<Database>, { keys })
  const hear = () => {
    if (address.engine === 'postgres')
      held.others ??= hearOthers({
        url: address.url,
        read,
        tell: (events) => tell(self, events),
        whispered: (text) => {
          for (const listener of whispering) listener(text)
        },
      })
  }
  const second =
    turns === null || options.turns
      ? null
      : {
          turns: memory,
          told: (events: readonly EventRow[]) => tell(self, events),
          gone: turns.otherIsGone,
        }
  return {
    second,
    engine: address.engine,
    path,
    read,
    [inside]: held,
    onCommitted: (listener) => {
      hear()
      held.listeners.add(listener)
      return () => held.listeners.delete(listener)
    },
    whisper: async (text) => {
      if (address.engine !== 'postgres') return
      // One after the other: on connections of their own the later word could be heard first.
      const said = lastWhisper.then(() => whisper(writer, text))
      lastWhisper = said.catch(() => {})
      await said
    },
    onWhisper: (listener) => {
      hear()
      whispering.add(listener)
      return () => whispering.delete(listener)
    },
    takesWrites: async () => !held.refused || (await tryWrite(self)),
    own: () => {
      if (owned) return
      release = takeOwnership(path!)
      owned = true
    },
    close: async () => {
      await held.others?.stop()
      await held.turn
      await close()
    },
  }
}
