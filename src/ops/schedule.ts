// Channels that are asked: each task by its own clock, never twice at once, every run with its record.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ScheduledTask } from 'node-cron'
import type { Channel, Connector } from '../../connectors/connector.ts'
import type { Log } from '../log.ts'
import { beginRun, type Claim, endRun, isPaused, setPaused } from '../store/connector-runs.ts'
import { type Store, write } from '../store/index.ts'
import { claimSlot } from '../store/slots.ts'
import { byTheClock } from './by-the-clock.ts'
import { type Fetched, faultOf, type Parts } from './pulls.ts'
import { listen, type StreamState } from './streams.ts'
import { type Task, tasksOf } from './tasks.ts'

/** Longer than any run: a process that died does not keep others from the task for ever. */
const leaseMs = 10 * 60_000
const longest = 9 * 60_000

export type Schedule = {
  readonly tasks: readonly Task[]
  nextRun(task: Task): number | null
  streamState(channel: Channel): StreamState | null
  /** Now, whatever the clock says; false = it is running already. */
  run(task: Task): Promise<boolean>
  pause(channel: Channel, by: string): Promise<void>
  resume(channel: Channel): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

type Options = Parts & { readonly log: Log; readonly connectors: readonly Connector[]; readonly chance?: () => number }

const begin = (store: Store, task: Task, now: number, hurry: boolean): Promise<Claim | null> =>
  write(store, (tx) => beginRun(tx, { connector: task.connector.channel, task: task.id, now, leaseMs, hurry }))

export const createSchedule = (options: Options): Schedule => {
  const { store, clock, log, connectors, chance = Math.random } = options
  const ending = new AbortController()
  const tasks = tasksOf(connectors)
  const timers = new Map<string, ScheduledTask>()
  const running = new Set<Promise<unknown>>()
  const streams = listen({ ...options, tasks, repair: (task) => carry(task, true) })

  const nextRun = ({ id }: Task) => timers.get(id)?.getNextRun()?.getTime() ?? null

  const work = async (task: Task, claim: Claim): Promise<void> => {
    const sum = { fetched: 0, fresh: 0, passedOver: 0 }
    const count = (part: Partial<Fetched>) => {
      for (const [name, value] of Object.entries(part)) sum[name as keyof Fetched] += value
    }
    let end: { readonly fault: string | null; readonly quietUntil: number } = { fault: null, quietUntil: 0 }
    try {
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(longest)])
      await task.run(options, task.connector, signal, count)
      if (sum.fresh > 0) log.info('pulled', { channel: task.connector.channel, count: sum.fresh })
    } catch (error) {
      end = faultOf(error, clock())
      log.warn('a pull failed', { channel: task.connector.channel, code: end.fault ?? 'internal', error })
    }
    await write(store, (tx) => endRun(tx, claim, { ...sum, ...end, nextAt: nextRun(task) }, clock()))
  }

  /** False: somebody else runs it, it is paused, or the channel asked to be left alone. */
  const carry = async (task: Task, hurry: boolean): Promise<boolean> => {
    if (!hurry && (await isPaused(store.read, task.connector.channel))) return false
    const claim = await begin(store, task, clock(), hurry)
    if (claim === null) return false
    await work(task, claim)
    return true
  }

  const track = <T>(what: Promise<T>): Promise<T> => {
    running.add(what)
    void what.finally(() => running.delete(what)).catch(() => {})
    return what
  }

  const tick = async (task: Task, due: number): Promise<void> => {
    if (!(await write(store, (tx) => claimSlot(tx, task.id, due)).catch(() => false))) return
    await sleep(task.jitterMs * chance(), undefined, { signal: ending.signal }).catch(() => {})
    if (ending.signal.aborted) return
    await track(carry(task, false)).catch((error: unknown) => log.error('a task could not be run', { error }))
  }

  return {
    tasks,
    nextRun,
    streamState: streams.state,
    run: (task) => track(carry(task, true)),
    pause: async (channel, by) => {
      await write(store, (tx) => setPaused(tx, channel, by, clock()))
      await streams.follow()
    },
    resume: async (channel) => {
      await write(store, (tx) => setPaused(tx, channel, null, clock()))
      await streams.follow()
    },
    start: async () => {
      for (const task of tasks)
        timers.set(
          task.id,
          byTheClock(task.cron, (due) => tick(task, due)),
        )
      await streams.follow()
    },
    stop: async () => {
      ending.abort()
      for (const timer of timers.values()) await timer.destroy()
      await Promise.allSettled([...running, streams.stop()])
    },
  }
}
