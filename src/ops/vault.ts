// Tokens that change while Sada runs: sealed in the store, renewed by one process at a time.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Vault } from '../../connectors/connector.ts'
import { claimSecret, keepSecret, sealedSecret } from '../store/connector-secrets.ts'
import { type Store, write } from '../store/index.ts'

const leaseMs = 30_000
const lookAgainMs = 200

export const createVault = (store: Store, clock: () => number): Vault => {
  const open = (sealed: string | null) => (sealed === null ? null : store.read.keys.open('account', sealed))
  const read = async (name: string) => open(await sealedSecret(store.read, name))

  const renew: Vault['renew'] = async (name, make) => {
    for (;;) {
      const claim = await write(store, (tx) => claimSecret(tx, name, leaseMs, clock()))
      if (claim === null) {
        await sleep(lookAgainMs)
        continue
      }
      let made: string | undefined
      try {
        made = await make(open(claim.sealed))
        return made
      } finally {
        const sealed = made === undefined ? undefined : store.read.keys.seal('account', made)
        await write(store, (tx) => keepSecret(tx, claim, sealed, clock()))
      }
    }
  }
  return { read, renew }
}
