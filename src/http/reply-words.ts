// How replies go and what they are made of: the policy with its kill switch, approved templates, snippets.
import { z } from '@hono/zod-openapi'
import { uuidv7 } from 'uuidv7'
import { changedPolicy, policyOf, standingOf } from '../replies/index.ts'
import { approvedOn } from '../store/approved-templates.ts'
import { audit } from '../store/audit.ts'
import { type SnippetRow, type TemplateRow, type Tx, write } from '../store/index.ts'
import {
  dropSnippet,
  dropTemplate,
  listSnippets,
  listTemplates,
  putSnippet,
  putTemplate,
  savePolicy,
} from '../store/wording.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, type Who, whoOf } from './context.ts'
import {
  OfferedTemplateView,
  PolicyBody,
  PolicyView,
  SnippetBody,
  SnippetView,
  TemplateBody,
  TemplateView,
} from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const gone = { 204: { description: 'gone' } } as const

const policyRoute = route({
  method: 'get',
  path: '/api/v1/reply-policy',
  summary: 'Who approves, how many an hour, what the machine may say by itself',
  responses: { 200: jsonAnswer(PolicyView) },
})
const changePolicyRoute = route({
  method: 'put',
  path: '/api/v1/reply-policy',
  summary: 'Change what is named; `{"stopped":true}` is the kill switch',
  request: { body: jsonBody(PolicyBody) },
  responses: { 200: jsonAnswer(PolicyView) },
})
const templatesRoute = route({
  method: 'get',
  path: '/api/v1/templates',
  summary: 'Messages the channels have approved in advance',
  responses: { 200: jsonAnswer(list(TemplateView).extend({ offered: z.array(OfferedTemplateView) })) },
})
const putTemplateRoute = route({
  method: 'post',
  path: '/api/v1/templates',
  summary: 'Register an approved template; the same name and language again replaces it',
  request: { body: jsonBody(TemplateBody) },
  responses: { 200: jsonAnswer(TemplateView) },
})
const dropTemplateRoute = route({
  method: 'delete',
  path: '/api/v1/templates/{id}',
  summary: 'Forget a template',
  request: { params: IdParam },
  responses: gone,
})
const snippetsRoute = route({
  method: 'get',
  path: '/api/v1/snippets',
  summary: 'Words used again and again, by agency and topic',
  responses: { 200: jsonAnswer(list(SnippetView)) },
})
const putSnippetRoute = route({
  method: 'post',
  path: '/api/v1/snippets',
  summary: 'Keep a snippet',
  request: { body: jsonBody(SnippetBody) },
  responses: { 200: jsonAnswer(SnippetView) },
})
const changeSnippetRoute = route({
  method: 'put',
  path: '/api/v1/snippets/{id}',
  summary: 'Change a snippet',
  request: { params: IdParam, body: jsonBody(SnippetBody) },
  responses: { 200: jsonAnswer(SnippetView) },
})
const dropSnippetRoute = route({
  method: 'delete',
  path: '/api/v1/snippets/{id}',
  summary: 'Forget a snippet',
  request: { params: IdParam },
  responses: gone,
})

type Told = Awaited<ReturnType<typeof approvedOn>>
const templateView = (row: TemplateRow, told: Told): z.infer<typeof TemplateView> => ({
  id: row.id,
  channel: row.channel,
  name: row.name,
  language: row.language,
  category: row.category,
  body: row.body,
  variables: JSON.parse(row.variables) as z.infer<typeof TemplateView>['variables'],
  standing: standingOf({ ...row, variables: JSON.parse(row.variables) }, told),
  updatedAt: iso(row.updated_at),
  updatedBy: row.updated_by,
})
const offered = (rows: readonly TemplateRow[], told: Told) => {
  const known = new Set(rows.map(({ channel, name, language }) => `${channel} ${name} ${language}`))
  return [...told.entries()].flatMap(([channel, theirs]) =>
    theirs
      .filter(({ name, language, status }) => status === 'APPROVED' && !known.has(`${channel} ${name} ${language}`))
      .map(({ name, language, category, body, variables }) => ({
        channel,
        name,
        language,
        category: category.toLowerCase(),
        body,
        variables,
      })),
  )
}
const snippetView = (row: SnippetRow): z.infer<typeof SnippetView> => ({
  id: row.id,
  name: row.name,
  agency: row.agency,
  topic: row.topic,
  texts: JSON.parse(row.texts) as Record<string, string>,
  updatedAt: iso(row.updated_at),
  updatedBy: row.updated_by,
})

type Did = { readonly actor: Who; readonly action: string; readonly subject: string; readonly data?: object }

const policies = (app: App, { store, clock, config }: Server): void => {
  const drafts = config.drafts !== null
  app.openapi(policyRoute, async (c) => c.json({ ...(await policyOf(store.read)), drafts }, 200))
  app.openapi(changePolicyRoute, async (c) => {
    const change = c.req.valid('json')
    const saved = await write(store, async (tx) => {
      const next = changedPolicy(await policyOf(tx), change)
      await savePolicy(tx, next)
      const entry = { actor: whoOf(c), action: 'reply-policy-changed', subject: null, at: clock(), data: change }
      await audit(tx, entry)
      return next
    })
    return c.json({ ...saved, drafts }, 200)
  })
}

export const replyWords = (app: App, server: Server): void => {
  const { store, clock } = server
  policies(app, server)
  const recorded = <T>({ actor, action, subject, data = {} }: Did, work: (tx: Tx) => Promise<T>) =>
    write(store, async (tx) => {
      const result = await work(tx)
      await audit(tx, { actor, action, subject, at: clock(), data: { ...data } })
      return result
    })
  const found = (dropped: boolean, field: string) => {
    if (!dropped) throw new ProblemError('not-found', { field })
  }

  app.openapi(templatesRoute, async (c) => {
    const [rows, told] = [await listTemplates(store.read), await approvedOn(store.read)]
    return c.json({ items: rows.map((row) => templateView(row, told)), offered: offered(rows, told) }, 200)
  })
  app.openapi(putTemplateRoute, async (c) => {
    const { variables, ...body } = c.req.valid('json')
    const who = whoOf(c)
    const row = {
      ...body,
      id: uuidv7(),
      variables: JSON.stringify(variables),
      updated_at: clock(),
      updated_by: who.name,
    }
    const did = { actor: who, action: 'template-kept', subject: `${body.name}/${body.language}` }
    const kept = await recorded(did, (tx) => putTemplate(tx, row))
    return c.json(templateView(kept, await approvedOn(store.read)), 200)
  })
  app.openapi(dropTemplateRoute, async (c) => {
    const { id } = c.req.valid('param')
    const did = { actor: whoOf(c), action: 'template-dropped', subject: id }
    await recorded(did, async (tx) => found(await dropTemplate(tx, id), 'template'))
    return c.body(null, 204)
  })

  const keepSnippet = (who: Who, id: string, { texts, ...body }: z.infer<typeof SnippetBody>) =>
    recorded({ actor: who, action: 'snippet-kept', subject: id }, (tx) =>
      putSnippet(tx, { ...body, id, texts: JSON.stringify(texts), updated_at: clock(), updated_by: who.name }),
    )
  app.openapi(snippetsRoute, async (c) => c.json({ items: (await listSnippets(store.read)).map(snippetView) }, 200))
  app.openapi(putSnippetRoute, async (c) =>
    c.json(snippetView(await keepSnippet(whoOf(c), uuidv7(), c.req.valid('json'))), 200),
  )
  app.openapi(changeSnippetRoute, async (c) => {
    const { id } = c.req.valid('param')
    if (!(await listSnippets(store.read)).some((one) => one.id === id))
      throw new ProblemError('not-found', { field: 'snippet' })
    return c.json(snippetView(await keepSnippet(whoOf(c), id, c.req.valid('json'))), 200)
  })
  app.openapi(dropSnippetRoute, async (c) => {
    const { id } = c.req.valid('param')
    const did = { actor: whoOf(c), action: 'snippet-dropped', subject: id }
    await recorded(did, async (tx) => found(await dropSnippet(tx, id), 'snippet'))
    return c.body(null, 204)
  })
}
