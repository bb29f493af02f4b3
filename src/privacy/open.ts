// The store of a configuration, with the secrets that open it.
import type { Config } from '../config.ts'
import { openStore, type Store, type StoreOptions } from '../store/index.ts'

export const openFor = (config: Config, options: StoreOptions = {}): Promise<Store> =>
  openStore(config.databaseUrl, {
    ...options,
    secrets: [...(config.secretKey === null ? [] : [config.secretKey]), ...config.oldSecretKeys],
    dataDir: config.dataDir,
  })
