// Which tasks a connector has, and when each is due (Kuwait's time).
import type { Connector } from '../../connectors/connector.ts'
import { completePosts, fetchTemplates, type Pull, pull, recheckPosts } from './pulls.ts'

export type TaskName = 'pull' | 'complete' | 'recheck' | 'templates'
export type Task = {
  /** `x:pull`. */
  readonly id: string
  readonly name: TaskName
  readonly connector: Connector
  readonly cron: string
  /** Those who share the minute do not all begin in its first second. */
  readonly jitterMs: number
  readonly run: Pull
}

const minutely = { cron: '* * * * *', jitterMs: 5_000 }
const slowly = { jitterMs: 60_000 }

const able = (connector: Connector): readonly Omit<Task, 'id' | 'connector'>[] => [
  ...(connector.poll === undefined
    ? []
    : [
        {
          name: 'pull' as const,
          run: pull,
          ...(connector.channel === 'x' ? minutely : { cron: '*/5 * * * *', jitterMs: 20_000 }),
        },
      ]),
  ...(connector.completes === undefined || connector.fetchPost === undefined
    ? []
    : [{ name: 'complete' as const, run: completePosts, cron: '*/15 * * * * *', jitterMs: 1_000 }]),
  ...(connector.recheck === undefined
    ? []
    : [
        {
          name: 'recheck' as const,
          run: recheckPosts,
          cron: connector.channel === 'x' ? '17 3 * * *' : '43 */6 * * *',
          ...slowly,
        },
      ]),
  ...(connector.templates === undefined
    ? []
    : [{ name: 'templates' as const, run: fetchTemplates, cron: '29 * * * *', ...slowly }]),
]

export const tasksOf = (connectors: readonly Connector[]): readonly Task[] =>
  connectors.flatMap((connector) =>
    able(connector).map((task) => ({ ...task, id: `${connector.channel}:${task.name}`, connector })),
  )
