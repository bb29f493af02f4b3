// Revealing an author: a right, a reason, and an entry in the audit log before anything is shown.
import type { AuthorId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { aliasesOf } from '../store/views/authors.ts'
import { authorsById } from '../store/views/posts.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { RevealBody, RevealedView } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const revealRoute = route({
  method: 'post',
  path: '/api/v1/authors/{id}/reveal',
  summary: 'Show who an author is on his channel; needs a reason, and is audited',
  request: { params: IdParam, body: jsonBody(RevealBody) },
  responses: { 200: jsonAnswer(RevealedView) },
})

export const authors = (app: App, { store, clock }: Server): void => {
  app.openapi(revealRoute, async (c) => {
    const id = c.req.valid('param').id as AuthorId
    const author = (await authorsById(store, [id])).get(id)
    if (author === undefined) throw new ProblemError('not-found', { field: 'author' })
    const { reason } = c.req.valid('json')
    await write(store, (tx) =>
      audit(tx, { actor: whoOf(c), action: 'author-revealed', subject: id, at: clock(), data: { reason } }),
    )
    const { channel, remote_id: remoteId, handle, name } = author
    return c.json({ id, channel, remoteId, handle, name, aliases: [...(await aliasesOf(store, id))] }, 200)
  })
}
