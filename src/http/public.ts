// The pages for everybody: of a published case, and of all known issues. Nobody signs in; nothing names anybody.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { hasPersonalData, policyOf, textsOf } from '../replies/index.ts'
import { findCase, standingCase } from '../store/cases.ts'
import type { CaseRow, PageRow } from '../store/index.ts'
import { knownIssues, pageBySlug } from '../store/pages.ts'
import { currentReply } from '../store/replies.ts'
import type { App, Env } from './context.ts'
import type { Server } from './server.ts'
import { areaName, problemName, topicName } from './show/names.ts'
import { knownIssuesPage, missingPage, type PublicCase, publicCasePage, publicStyle } from './show/public-page.ts'
import { iso } from './show/time.ts'

const unnamed = { ar: 'بلاغ', en: 'Report' }

const answer = (c: Context<Env>, type: string, body: string, seconds: number) => {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = { 'cache-control': `public, max-age=${seconds}`, etag }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'content-type': type })
}
const html = 'text/html; charset=utf-8'
const missing = (c: Context<Env>) => c.body(missingPage, 404, { 'content-type': html, 'cache-control': 'no-store' })

/** An answer that would tell something about somebody is not repeated in public. */
const answerOf = async ({ store, clock }: Server, row: CaseRow): Promise<PublicCase['answer']> => {
  const reply = await currentReply(store.read, row.id)
  // What can still be taken back is not told to everybody.
  if (reply === undefined || (reply.due_at ?? 0) > clock()) return null
  const { hotlines } = await policyOf(store.read)
  const texts = Object.entries(await textsOf(store.read, reply))
  if (texts.some(([, text]) => hasPersonalData(text, [], hotlines))) return null
  const plain = texts.map(([language, text]) => [language, text.replace(/(?<![ \t])[ \t]*\{\w+\}/g, '')])
  return { texts: Object.fromEntries(plain), at: iso(reply.at) }
}

const shown = async (server: Server, page: PageRow, row: CaseRow): Promise<PublicCase> => {
  const area = areaName(row.area)
  const topic = problemName(row.problem) ?? topicName(row.topic) ?? unnamed
  const reply = await answerOf(server, row)
  return {
    reference: row.reference,
    status: row.status,
    topic: { ar: topic.ar, en: topic.en },
    area: area === null ? null : { ar: area.ar, en: area.en },
    summary: JSON.parse(page.summary) as PublicCase['summary'],
    accounts: row.authors,
    since: iso(row.first_at),
    updated: iso(Math.max(row.updated_at, page.updated_at)),
    answer: reply,
  }
}

export const publicPages = (app: App, server: Server): void => {
  const { read } = server.store
  app.get('/p/page.css', (c) => answer(c, 'text/css; charset=utf-8', publicStyle, 3600))
  app.get('/p', async (c) => {
    const all = await knownIssues(read, 500)
    const items = await Promise.all(
      all.map(async (page) => ({ ...(await shown(server, page, page.row)), slug: page.slug })),
    )
    return answer(c, html, knownIssuesPage(items), 60)
  })
  app.get('/p/:slug', async (c) => {
    const page = await pageBySlug(read, c.req.param('slug'))
    if (page === undefined || page.published_at === null) return missing(c)
    // What was folded into another case is told there; its link goes on working.
    const row = await findCase(read, await standingCase(read, page.case_id))
    return row === undefined ? missing(c) : answer(c, html, publicCasePage(await shown(server, page, row)), 60)
  })
}
