// Revealing an author: a right, a reason, and an entry in the audit log before anything is shown. Whoever reveals too many in
// an hour is stopped until another supervisor lifts it.
import type { AuthorId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { takeNumbers } from '../store/counters.ts'
import { emit, type Tx, write } from '../store/index.ts'
import { isStopped, revealActions, revealsOf, stopped } from '../store/reveals.ts'
import { aliasesOf } from '../store/views/authors.ts'
import { authorsById } from '../store/views/posts.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import { page, RevealBody, RevealedView, RevealStopView } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const revealRoute = route({
  method: 'post',
  path: '/api/v1/authors/{id}/reveal',
  summary: 'Show who an author is on his channel; needs a reason, and is audited',
  request: { params: IdParam, body: jsonBody(RevealBody) },
  responses: { 200: jsonAnswer(RevealedView) },
})
const stopsRoute = route({
  method: 'get',
  path: '/api/v1/reveal-stops',
  summary: 'Who may reveal nobody for now, having revealed too many in an hour',
  responses: { 200: jsonAnswer(page(RevealStopView)) },
})
const liftRoute = route({
  method: 'delete',
  path: '/api/v1/reveal-stops/{id}',
  summary: 'Let a colleague reveal again; nobody lifts his own',
  request: { params: IdParam },
  responses: { 204: { description: 'lifted' } },
})

const hour = 3_600_000

type Look = { readonly who: Who; readonly author: AuthorId; readonly reason: string; readonly most: number }

/** False where the look is refused; the first one too many tells everybody. */
const mayLook = async (tx: Tx, { who, author, reason, most }: Look, at: number): Promise<boolean> => {
  // The log's own lock: two looks at once are counted one after the other.
  await takeNumbers(tx, 'audit', 0)
  if (await isStopped(tx, who.id)) return false
  const reveals = await revealsOf(tx, who.id, at - hour)
  if (reveals < most) {
    await audit(tx, { actor: who, action: revealActions.revealed, subject: author, at, data: { reason } })
    return true
  }
  const machine = { kind: 'machine' } as const
  await audit(tx, {
    actor: machine,
    action: revealActions.stopped,
    subject: who.id,
    at,
    data: { name: who.name, reveals },
  })
  emit(tx, { kind: 'reveals-stopped', caseId: null, actor: machine, at, data: { by: who.name, reveals } })
  return false
}

const reveal = (app: App, { store, clock, config }: Server): void => {
  app.openapi(revealRoute, async (c) => {
    const id = c.req.valid('param').id as AuthorId
    const author = (await authorsById(store, [id])).get(id)
    if (author === undefined) throw new ProblemError('not-found', { field: 'author' })
    const { reason } = c.req.valid('json')
    const look = { who: whoOf(c), author: id, reason, most: config.revealsPerHour }
    if (!(await write(store, (tx) => mayLook(tx, look, clock())))) throw new ProblemError('reveals-stopped')
    const { channel, remote_id: remoteId, handle, name } = author
    return c.json({ id, channel, remoteId, handle, name, aliases: [...(await aliasesOf(store, id))] }, 200)
  })
}

export const authors = (app: App, server: Server): void => {
  const { store, clock } = server
  reveal(app, server)
  app.openapi(stopsRoute, async (c) => {
    const items = (await stopped(store.read)).map(({ at, subject, data }) => {
      const { name, reveals } = JSON.parse(data) as { name: string | null; reveals: number }
      return { actor: { id: subject!, name }, at: iso(at), reveals }
    })
    return c.json({ items, next: null }, 200)
  })
  app.openapi(liftRoute, async (c) => {
    const [{ id }, who] = [c.req.valid('param'), whoOf(c)]
    if (who.id === id) throw new ProblemError('own-stop')
    if (!(await isStopped(store.read, id))) throw new ProblemError('not-found', { field: 'reveal-stop' })
    await write(store, (tx) => audit(tx, { actor: who, action: revealActions.lifted, subject: id, at: clock() }))
    return c.body(null, 204)
  })
}
