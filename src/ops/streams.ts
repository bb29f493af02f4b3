// Channels that are listened to as they speak. What was said while nobody listened is asked for as soon as the line stands.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Connector } from '../../connectors/connector.ts'
import type { Log } from '../log.ts'
import { claimLine, isPaused, keepLine } from '../store/connector-runs.ts'
import { write } from '../store/index.ts'
import type { Parts } from './pulls.ts'
import type { Task } from './tasks.ts'

export type StreamState = { readonly state: 'open' | 'down'; readonly since: number; readonly fault: string | null }

export type Streams = {
  state(channel: Channel): StreamState | null
  /** Begins and ends lines as pauses say. */
  follow(): Promise<void>
  stop(): Promise<void>
}

type Options = Parts & {
  readonly log: Log
  readonly connectors: readonly Connector[]
  readonly tasks: readonly Task[]
  readonly repair: (task: Task) => Promise<boolean>
}

type Line = { readonly attempt: number; readonly ending: AbortController; readonly ended: Promise<void> }

/** How often another process's pause is looked for; a line is held for three times as long. */
const lookMs = 30_000
const leaseMs = 3 * lookMs
const nameOf = (channel: Channel) => `${channel}:stream`

export const listen = ({ store, pipeline, clock, log, connectors, tasks, repair }: Options): Streams => {
  const lines = new Map<Channel, Line>()
  const states = new Map<Channel, StreamState>()
  const looking = new AbortController()

  const ears = (connector: Connector) => {
    const { channel } = connector
    const task = tasks.find(({ id }) => id === `${channel}:pull`)
    return {
      opened: async () => {
        states.set(channel, { state: 'open', since: clock(), fault: null })
        // Not waited for: the line must be read meanwhile. What comes both ways is stored once.
        if (task !== undefined)
          void repair(task).catch((error: unknown) => log.warn('a gap was not repaired', { channel, error }))
      },
      events: async (events: Parameters<Parts['pipeline']['receive']>[0]) => {
        await pipeline.receive(events, { account: connector.accounts?.[0] ?? channel })
      },
      down: (fault: string) => {
        states.set(channel, { state: 'down', since: clock(), fault })
        log.warn('a line fell', { channel, code: fault.slice(0, 60) })
      },
    }
  }

  const begin = (connector: Connector, attempt: number): Line => {
    const ending = new AbortController()
    const ended = connector.stream!(ears(connector), ending.signal).catch((error: unknown) =>
      log.error('a line ended', { channel: connector.channel, error }),
    )
    return { attempt, ending, ended }
  }

  const end = async (channel: Channel): Promise<void> => {
    const line = lines.get(channel)
    lines.delete(channel)
    states.delete(channel)
    if (line === undefined) return
    line.ending.abort()
    await line.ended
    await write(store, (tx) => keepLine(tx, nameOf(channel), line.attempt, 0))
  }

  /** One line a channel, whoever of the processes has it. */
  const hold = async (connector: Connector): Promise<void> => {
    const { channel } = connector
    const line = lines.get(channel)
    if (line !== undefined) {
      if (!(await write(store, (tx) => keepLine(tx, nameOf(channel), line.attempt, leaseMs)))) await end(channel)
      return
    }
    const attempt = await write(store, (tx) => claimLine(tx, nameOf(channel), leaseMs))
    if (attempt !== null) lines.set(channel, begin(connector, attempt))
  }

  const follow = async (): Promise<void> => {
    for (const connector of connectors) {
      if (connector.stream === undefined) continue
      const paused = looking.signal.aborted || (await isPaused(store.read, connector.channel))
      await (paused ? end(connector.channel) : hold(connector))
    }
  }

  const keepLooking = async () => {
    while (!looking.signal.aborted) {
      await sleep(lookMs, undefined, { signal: looking.signal }).catch(() => {})
      if (!looking.signal.aborted)
        await follow().catch((error: unknown) => log.warn('lines could not be looked after', { error }))
    }
  }
  if (connectors.some(({ stream }) => stream !== undefined)) void keepLooking()

  return {
    state: (channel) => states.get(channel) ?? null,
    follow,
    stop: async () => {
      looking.abort()
      for (const channel of [...lines.keys()]) await end(channel)
    },
  }
}
