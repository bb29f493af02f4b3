// The store of a configuration, with the secrets that open it, and without anybody who was erased.
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openStore, type Store, type StoreOptions } from '../store/index.ts'
import { sealOnce } from '../store/reseal.ts'
import { replayErasures } from './replay.ts'

/** Nothing is compared yet: what is filled in later is read from the store as it is then. */
const nowhere = { record: async () => {}, follow: () => {} }

export const optionsFor = (config: Config): StoreOptions => ({
  secrets: [...(config.secretKey === null ? [] : [config.secretKey]), ...config.oldSecretKeys],
  dataDir: config.dataDir,
  requireStandby: config.requireStandby,
})

/** `erasedAgain` hears how many erasures the store had forgotten. */
export const openFor = async (
  config: Config,
  options: StoreOptions = {},
  erasedAgain: (count: number) => void = () => {},
): Promise<Store> => {
  const store = await openStore(config.databaseUrl, { ...options, ...optionsFor(config) })
  try {
    await sealOnce(store)
    const again = await replayErasures({
      store,
      clock: Date.now,
      index: nowhere,
      ledger: config.erasureLedger,
      mediaFolder: join(config.dataDir, 'media'),
    })
    erasedAgain(again)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
