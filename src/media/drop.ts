// Bytes that no post needs any more leave the disk.
import { type Store, write } from '../store/index.ts'
import { finishJob, type Job } from '../store/jobs.ts'
import { referredDigests } from '../store/media.ts'
import { removeKept } from './shelf.ts'

/** Removes those of these files that no post refers to; which they were. */
export const dropBytes = (store: Store, folder: string, digests: readonly string[]): Promise<readonly string[]> =>
  // Inside a transaction: on SQLite nobody can begin to refer to a file while it goes.
  write(store, async (tx) => {
    const needed = await referredDigests(tx, digests)
    const free = digests.filter((digest) => !needed.has(digest))
    for (const digest of free) await removeKept(folder, digest)
    return free
  })

export const dropFiles = async (store: Store, folder: string, job: Job): Promise<void> => {
  await dropBytes(store, folder, (job.payload as { readonly digests: readonly string[] }).digests)
  await write(store, (tx) => finishJob(tx, job))
}
