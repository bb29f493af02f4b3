// What is asked of a channel: how the last time went, and when the next is due.
import type { TaskWire } from '../../../src/http/contract.ts'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'

const LastRun = ({ task }: { task: TaskWire }) => {
  const { t, code, format } = useWords()
  const now = useNow()
  const [run] = task.runs
  if (run === undefined) return <>{t('channels.neverRun')}</>
  if (run.endedAt === null) return <>{t('channels.underWay')}</>
  const when = format.relative(run.endedAt, now)
  if (run.fault !== null)
    return (
      <span className="connector-fault">
        {code(`fault.${run.fault}`, 'fault.internal')} · {when}
      </span>
    )
  return <>{t('channels.lastRun', { fetched: run.fetched, fresh: run.new, when })}</>
}

const Next = ({ task }: { task: TaskWire }) => {
  const { t, format } = useWords()
  const now = useNow()
  if (task.quietUntil !== null) return <>{t('channels.quiet', { when: format.time(task.quietUntil) })}</>
  return <>{task.nextAt === null ? '–' : format.relative(task.nextAt, now)}</>
}

export const Tasks = ({ tasks }: { tasks: readonly TaskWire[] }) => {
  const { t, code } = useWords()
  return (
    <table className="connector-table">
      <thead>
        <tr>
          <th scope="col">{t('channels.task')}</th>
          <th scope="col">{t('channels.last')}</th>
          <th scope="col">{t('channels.next')}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.name}>
            <th scope="row">{code(`task.${task.name}`, 'task.pull')}</th>
            <td>
              <LastRun task={task} />
            </td>
            <td>
              <Next task={task} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
