// Leases of a process that is gone: only its successor on an owned store may end them, whatever the clock says.
import type { Tx } from './tx.ts'

export const releaseLeases = async (tx: Tx): Promise<void> => {
  for (const table of ['jobs', 'deliveries', 'connector_tasks', 'connector_secrets'] as const)
    await tx.updateTable(table).set({ lease_until: 0 }).where('lease_until', '>', 0).execute()
}
