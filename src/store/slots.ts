// A scheduled run belongs to whoever of the processes comes first, once for each time the clock says.
import type { Millis } from '../model.ts'
import type { Tx } from './tx.ts'

/** `at`: the moment the schedule names, not when somebody got round to it. False: somebody else has it, or had it. */
export const claimSlot = async (tx: Tx, task: string, at: Millis): Promise<boolean> => {
  const name = `slot:${task}`
  await tx
    .insertInto('connector_tasks')
    .values({ name, attempt: 0, lease_until: 0, quiet_until: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { numUpdatedRows } = await tx
    .updateTable('connector_tasks')
    .set({ quiet_until: at })
    .where('name', '=', name)
    .where('quiet_until', '<', at)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}
