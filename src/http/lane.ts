// The lane "no case": a person sets spam aside, and can bring it back; what the machine misread is counted.
import { ConflictError } from '../errors.ts'
import type { PostId } from '../model.ts'
import { emit, write } from '../store/index.ts'
import { findPost, putPosts } from '../store/posts.ts'
import { openedByPeople } from '../store/views/lane.ts'
import { postsById } from '../store/views/posts.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { LaneView, PostView, SpamBody } from './contract.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { showPosts } from './show/posts.ts'

const spamRoute = route({
  method: 'post',
  path: '/api/v1/posts/{id}/spam',
  summary: 'Set a post without a case aside as spam, or bring it back',
  request: { params: IdParam, body: jsonBody(SpamBody) },
  responses: { 200: jsonAnswer(PostView) },
})

const countRoute = route({
  method: 'get',
  path: '/api/v1/stats/lane',
  summary: 'Cases that people made of posts without one, and how many of them were emergencies',
  responses: { 200: jsonAnswer(LaneView) },
})
const month = 30 * 86_400_000

export const lane = (app: App, { store, clock }: Server): void => {
  app.openapi(countRoute, async (c) => {
    const opened = (await openedByPeople(store, clock() - month)).filter(({ data }) => 'lane' in JSON.parse(data))
    const emergencies = opened.filter(({ kind }) => kind === 'emergency').length
    return c.json({ opened: opened.length, emergencies }, 200)
  })
  app.openapi(spamRoute, async (c) => {
    const id = c.req.valid('param').id as PostId
    const { spam } = c.req.valid('json')
    await write(store, async (tx) => {
      const post = await findPost(tx, id)
      if (post === undefined) throw new ProblemError('not-found', { field: 'post' })
      if (post.case_id !== null) throw new ConflictError('in-a-case', 'this post is in a case')
      await putPosts(tx, [id], null, spam ? 'spam' : 'brought-back')
      const data = { reason: spam ? 'spam' : 'brought-back' }
      emit(tx, { kind: 'held', caseId: null, postId: id, actor: whoOf(c), at: clock(), data })
    })
    const rows = [...(await postsById(store, [id])).values()]
    const [view] = await showPosts(store, rows, whoOf(c).agencies)
    return c.json(view!, 200)
  })
}
