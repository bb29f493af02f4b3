// What is done in the background, whoever answers people: decisions, deliveries, files, what is asked of channels, upkeep.
import type { Config } from '../config.ts'
import type { Fields, Log } from '../log.ts'
import { createKeeper } from '../media/index.ts'
import { startUpkeep, type Upkeep } from '../ops/upkeep.ts'
import { createHooks, createOutreach } from '../outreach/index.ts'
import { createDeliverer } from '../replies/index.ts'
import { write } from '../store/index.ts'
import { releaseLeases } from '../store/leases.ts'
import { startDigests } from './digest.ts'
import { eraseDesk } from './erasures.ts'
import { mediaDesk } from './media-desk.ts'
import type { Server } from './server.ts'

export type Working = {
  start(): Promise<void>
  /** Each ends what it has in hand; what waits is taken by the next, here or elsewhere. */
  stop(): Promise<void>
}

export const createWorking = (server: Server, { retention, innerOrigins }: Config, log: Log): Working => {
  const { pipeline, schedule } = server
  const told = (message: string, data: Fields) => log.warn(message, data)
  const deliverer = createDeliverer(server.replies, { log: told })
  const followers = [
    createOutreach(pipeline.desk, server.replies, told),
    createHooks(server.store, server.clock, innerOrigins, told),
  ]
  const keeper = createKeeper(mediaDesk(server), told)
  let upkeep: Upkeep | undefined
  let digests: ReturnType<typeof startDigests> | undefined
  return {
    start: async () => {
      if (server.store.engine === 'sqlite') await write(server.store, releaseLeases)
      await pipeline.start()
      deliverer.start()
      for (const follower of followers) follower.start()
      keeper.start()
      await schedule.start()
      upkeep = startUpkeep(eraseDesk(server), retention, log)
      digests = startDigests(server)
    },
    stop: async () => {
      // What is still received is safe in the inbox, and decided after the next start.
      await Promise.all([
        deliverer.stop(),
        ...followers.map((follower) => follower.stop()),
        schedule.stop(),
        keeper.stop(),
        upkeep?.stop(),
        digests?.destroy(),
        pipeline.stop(),
      ])
    },
  }
}
