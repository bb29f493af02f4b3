// A first draft of an answer, where the ministry has named a service for it.
import { draftReply } from '../replies/draft.ts'
import { audit } from '../store/audit.ts'
import { type PostRow, write } from '../store/index.ts'
import { postsOfCase } from '../store/members.ts'
import { listSnippets } from '../store/wording.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { DraftBody, DraftView } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const draftRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/replies/draft',
  summary: 'A draft to read and change; off unless SADA_DRAFTS_URL is set, and never sent by itself',
  request: { params: IdParam, body: jsonBody(DraftBody) },
  responses: { 200: jsonAnswer(DraftView) },
})

export const drafts = (app: App, server: Server): void => {
  const { store, config, clock } = server
  app.openapi(draftRoute, async (c) => {
    const row = await caseRow(server, c.req.valid('param').id)
    const { language } = c.req.valid('json')
    if (config.drafts === null) throw new ProblemError('drafts-off')
    const page = await postsOfCase(store.read, row.id, 12).next()
    const posts: readonly PostRow[] = page.value ?? []
    const snippets = (await listSnippets(store.read))
      .filter(
        ({ agency, topic }) => (agency === null || agency === row.agency) && (topic === null || topic === row.topic),
      )
      .flatMap(({ texts }) => (JSON.parse(texts) as Record<string, string>)[language] ?? [])
    const texts = posts.filter(({ deleted_at }) => deleted_at === null).map(({ text }) => text)
    const text = await draftReply(config.drafts, { language, title: row.title, posts: texts, snippets })
    const entry = { actor: whoOf(c), action: 'reply-drafted', subject: row.id, at: clock(), data: { language } }
    await write(store, (tx) => audit(tx, entry))
    return c.json({ text, language }, 200)
  })
}
