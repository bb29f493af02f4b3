// After a split or an undo: who in this case was told another case's answer, so that a person can put it right.
import { wronglyAnswered } from '../replies/index.ts'
import { reply } from '../store/views/replies.ts'
import { caseRow, IdParam } from './cases.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { WrongAnswers } from './contract.ts'
import type { Server } from './server.ts'
import { iso } from './show/time.ts'

const wrongRoute = route({
  method: 'get',
  path: '/api/v1/cases/{id}/replies/wrong',
  summary: 'Answers of other cases that accounts of this one got; plan for the audience `wrong` to correct them',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(WrongAnswers) },
})

export const wrongAnswers = (app: App, server: Server): void => {
  const { store } = server
  app.openapi(wrongRoute, async (c) => {
    const { id } = await caseRow(server, c.req.valid('param').id)
    const answers = Map.groupBy(await wronglyAnswered(store.read, id), (one) => one.reply)
    const items = await Promise.all(
      [...answers].map(async ([given, authors]) => {
        const row = await reply(store, given)
        return row === null ? [] : [{ text: row.text, at: iso(row.at), accounts: authors.length }]
      }),
    )
    return c.json({ items: items.flat().sort((a, b) => a.at.localeCompare(b.at)) }, 200)
  })
}
