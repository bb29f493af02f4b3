// What follows from an answer and changes a case: done after the commit that heard it, once, as a job.
import { allowedStatuses, type Desk, setStatus, splitCase } from '../cases/index.ts'
import { ConflictError, InvalidInputError, NotFoundError, nameOfError } from '../errors.ts'
import type { AuthorId, CaseId, CaseStatus, PostId } from '../model.ts'
import { findCase, standingCase } from '../store/cases.ts'
import { write } from '../store/index.ts'
import { claimJobs, failJob, finishJob, type Job } from '../store/jobs.ts'
import { findPost } from '../store/posts.ts'
import { postsOfAuthor } from '../store/replies.ts'

type Todo =
  | { readonly todo: 'own-case' | 'reopen'; readonly case: CaseId; readonly author: AuthorId; readonly post: PostId }
  | { readonly todo: 'answered'; readonly case: CaseId }

const machine = { kind: 'machine' } as const

const standing = async ({ store }: Desk, id: CaseId) => findCase(store.read, await standingCase(store.read, id))

/** Somebody may change the case at the same moment: looked at again, then. */
const patiently = async (work: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt >= 5) throw error
    }
}

const move = async (desk: Desk, id: CaseId, wanted: readonly CaseStatus[], note?: string): Promise<void> => {
  const row = await standing(desk, id)
  if (row === undefined) return
  const status = wanted.find((one) => allowedStatuses(row.kind, row.status).includes(one))
  if (status === undefined) return
  const input = { case: row.id, version: row.version, actor: machine, status }
  await setStatus(desk, note === undefined ? input : { ...input, note })
}

/** "This is not my problem": his posts become a case of their own, and never rejoin. */
const ownCase = async (desk: Desk, id: CaseId, author: AuthorId): Promise<void> => {
  const row = await standing(desk, id)
  if (row === undefined) return
  const posts = await postsOfAuthor(desk.store.read, row.id, author)
  if (posts.length === 0 || posts.length === row.posts) return
  await splitCase(desk, { case: row.id, posts, version: row.version, actor: machine })
}

const todo = async (desk: Desk, work: Todo): Promise<void> => {
  if (work.todo === 'own-case') return ownCase(desk, work.case, work.author)
  if (work.todo === 'answered') {
    const row = await standing(desk, work.case)
    const told = row?.kind === 'suggestion' ? (['told'] as const) : (['answered'] as const)
    return move(desk, work.case, told)
  }
  const text = (await findPost(desk.store.read, work.post))?.text ?? ''
  return move(desk, work.case, ['open', 'in-progress', 'under-study'], text.slice(0, 500))
}

const mayWait = (error: unknown) => !(error instanceof NotFoundError || error instanceof InvalidInputError)
const mostAttempts = 6

export const doJobs = async (desk: Desk): Promise<number> => {
  const jobs = await write(desk.store, (tx) =>
    claimJobs(tx, 'outreach', { now: desk.clock(), limit: 20, leaseMs: 60_000 }),
  )
  const one = async (job: Job) => {
    try {
      await patiently(() => todo(desk, job.payload as Todo))
      await write(desk.store, (tx) => finishJob(tx, job))
    } catch (error) {
      const again = mayWait(error) && job.attempt < mostAttempts ? desk.clock() + 1000 * 4 ** job.attempt : null
      await write(desk.store, (tx) => failJob(tx, job, nameOfError(error), again))
    }
  }
  for (const job of jobs) await one(job)
  return jobs.length
}
