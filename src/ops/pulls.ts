// Channels that are asked instead of telling: each by its own clock, never twice at once, from where the store says it stopped.
import { schedule } from 'node-cron'
import { type Connector, ConnectorError } from '../../connectors/connector.ts'
import type { Log } from '../log.ts'
import type { Pipeline } from '../pipeline/types.ts'
import { cursorOf } from '../store/cursors.ts'
import type { Store } from '../store/index.ts'

type Parts = {
  readonly store: Store
  readonly pipeline: Pick<Pipeline, 'receive'>
  readonly log: Log
  readonly clock: () => number
}

const everyMinute = '* * * * *'
const mostPages = 20

/** Reads until nothing newer is known. The cursor moves in the transaction that stores what was read. */
export const pull = async ({ store, pipeline }: Parts, connector: Connector, signal: AbortSignal): Promise<number> => {
  const name = `poll:${connector.channel}`
  const account = connector.accounts?.[0] ?? connector.channel
  let fresh = 0
  for (let pages = 0; pages < mostPages && !signal.aborted; pages++) {
    const { events, cursor, more } = await connector.poll!(await cursorOf(store.read, name), signal)
    if (events.length > 0 || cursor !== null) {
      const moved = cursor === null ? {} : { cursor: { name, value: cursor } }
      fresh += (await pipeline.receive(events, { account, ...moved })).new
    }
    if (!more) break
  }
  return fresh
}

export type Pulls = { stop(): Promise<void> }

export const startPulls = (parts: Parts, connectors: readonly Connector[]): Pulls => {
  const ending = new AbortController()
  const { log, clock } = parts
  const tasks = connectors
    .filter(({ poll }) => poll !== undefined)
    .map((connector) => {
      const { channel } = connector
      let quietUntil = 0
      const run = async () => {
        if (clock() < quietUntil) return
        try {
          const count = await pull(parts, connector, ending.signal)
          if (count > 0) log.info('pulled', { channel, count })
        } catch (error) {
          if (error instanceof ConnectorError && error.retryAfterMs !== null) quietUntil = clock() + error.retryAfterMs
          log.warn('a pull failed', {
            channel,
            ...(error instanceof ConnectorError ? { code: error.kind } : {}),
            error,
          })
        }
      }
      return schedule(everyMinute, run, { timezone: 'Asia/Kuwait', noOverlap: true, name: `poll:${channel}` })
    })
  return {
    stop: async () => {
      ending.abort()
      for (const task of tasks) await task.destroy()
    },
  }
}
