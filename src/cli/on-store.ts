// Where a command's work goes: into the store itself, or through the server that owns it now.
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { type Running, runningOn } from '../ops/running.ts'
import { openFor } from '../privacy/open.ts'
import { addressOf } from '../store/engine.ts'
import type { Store } from '../store/index.ts'

/** The file of a SQLite store; null on PostgreSQL. */
export const storeFile = ({ databaseUrl }: Config): string | null => {
  const address = addressOf(databaseUrl)
  return address.engine === 'sqlite' && address.path !== null ? resolve(address.path) : null
}

export const serverOf = (config: Config): Running | null => {
  const file = storeFile(config)
  return file === null ? null : runningOn(file)
}

type Ways<T> = {
  readonly itself: (store: Store) => Promise<T>
  readonly through: (running: Running) => Promise<T>
}

/** For commands that change the store: one process decides on SQLite, so a running server is asked to do it. */
export const onStore = async <T>(config: Config, { itself, through }: Ways<T>): Promise<T> => {
  const running = serverOf(config)
  if (running !== null) return through(running)
  const store = await openFor(config)
  try {
    store.own()
    return await itself(store)
  } finally {
    await store.close()
  }
}

/** For commands that only look: beside whoever owns the store. */
export const onCopy = async <T>(config: Config, look: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openFor(config)
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}
