// What is done by the clock on the wall, Kuwait's.
import { getTasks, type ScheduledTask, schedule } from 'node-cron'

/** A busy moment is no reason to leave a backup out: it comes late. */
const longestDelay = 60_000

/** `due`: the moment the schedule names, not when somebody got round to it. */
export const byTheClock = (cron: string, work: (due: number) => Promise<unknown>): ScheduledTask =>
  schedule(cron, ({ date }) => work(date.getTime()), {
    timezone: 'Asia/Kuwait',
    noOverlap: true,
    missedExecutionTolerance: longestDelay,
    suppressMissedWarning: true,
  })

/** After the clock was set: else each would wait for the moment it had in mind, and that may be days away. */
export const lookAtTheClockAgain = (): void => {
  for (const task of getTasks().values()) {
    task.stop()
    task.start()
  }
}
