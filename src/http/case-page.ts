// What everybody may read of a case: a person decides it is published, and whether it is a known issue.
import { randomBytes } from 'node:crypto'
import { InvalidInputError } from '../errors.ts'
import { hasPersonalData, policyOf } from '../replies/index.ts'
import { audit } from '../store/audit.ts'
import { type CaseRow, type PageRow, write } from '../store/index.ts'
import { pageOf, putPage } from '../store/pages.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { CasePageBody, CasePageView, type CasePageWire } from './contract.ts'
import type { Server } from './server.ts'
import { isoOrNull } from './show/time.ts'

const getRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/page',
  summary: 'The case’s public page, whether it is published',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(CasePageView) },
})
const putRoute = route({
  method: 'put',
  path: '/api/v1/cases/{id}/page',
  summary: 'Publish the case’s page or take it back, name it a known issue, write its summary',
  request: { params: IdParam, body: jsonBody(CasePageBody) },
  responses: { 200: jsonAnswer(CasePageView) },
})

/** 128 random bits: nobody finds a page before it is published. */
const blank = ({ id }: CaseRow, at: number): PageRow => ({
  case_id: id,
  slug: randomBytes(16).toString('hex'),
  published_at: null,
  known_issue: 0,
  summary: '{}',
  updated_at: at,
  updated_by: null,
})

const view = (row: PageRow, kept = true): CasePageWire => ({
  caseId: row.case_id,
  path: kept ? `/p/${row.slug}` : null,
  published: row.published_at !== null,
  publishedAt: isoOrNull(row.published_at),
  knownIssue: row.known_issue === 1,
  summary: JSON.parse(row.summary) as CasePageWire['summary'],
})

export const casePage = (app: App, server: Server): void => {
  const { store, clock } = server
  const pageFor = async (row: CaseRow): Promise<PageRow> => {
    const known = await pageOf(store.read, row.id)
    return known ?? write(store, async (tx) => (await pageOf(tx, row.id)) ?? putPage(tx, blank(row, clock())))
  }
  app.openapi(getRoute, async (c) => {
    const row = await caseRow(server, c.req.valid('param').id)
    const known = await pageOf(store.read, row.id)
    return c.json(known === undefined ? view(blank(row, clock()), false) : view(known), 200)
  })
  app.openapi(putRoute, async (c) => {
    const { published, knownIssue, summary } = c.req.valid('json')
    const row = await caseRow(server, c.req.valid('param').id)
    const before = await pageFor(row)
    const { hotlines } = await policyOf(store.read)
    for (const [language, text] of Object.entries(summary ?? {}))
      if (hasPersonalData(text ?? '', [], hotlines))
        throw new InvalidInputError(
          `summary.${language}`,
          'holds personal data',
          'Take it out: everybody can read this',
        )
    const at = clock()
    const who = whoOf(c)
    const next: PageRow = {
      ...before,
      ...(published === undefined ? {} : { published_at: published ? (before.published_at ?? at) : null }),
      ...(knownIssue === undefined ? {} : { known_issue: knownIssue ? 1 : 0 }),
      ...(summary === undefined ? {} : { summary: JSON.stringify(summary) }),
      updated_at: at,
      updated_by: who.name,
    }
    const saved = await write(store, async (tx) => {
      const data = { published: next.published_at !== null, knownIssue: next.known_issue === 1 }
      await audit(tx, { actor: who, action: 'page-changed', subject: row.id, at, data })
      return putPage(tx, next)
    })
    return c.json(view(saved), 200)
  })
}
