// How topics and agencies are called on screens, in exports and in replies: an empty name is the profile's again.
import { NotFoundError } from '../errors.ts'
import { audit } from '../store/audit.ts'
import { type OwnName, putName, type Renamable, renamable } from '../store/house-names.ts'
import { write } from '../store/index.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { NameBody, NamedView } from './contract.ts'
import type { Server } from './server.ts'
import { isAgency, isTopic } from './show/names.ts'

const renameRoute = (kind: Renamable) =>
  route({
    method: 'put',
    path: `/api/v1/${kind}/{id}/name` as '/api/v1/things/{id}/name',
    summary: `Call one of the ${kind} otherwise, in Arabic and English; empty: as the profile does`,
    request: { params: IdParam, body: jsonBody(NameBody) },
    responses: { 200: jsonAnswer(NamedView) },
  })

const known = { topics: ['topic', isTopic], agencies: ['agency', isAgency] } as const
const ownOf = ({ ar, en }: { readonly ar: string; readonly en: string }): OwnName => ({
  ...(ar === '' ? {} : { ar }),
  ...(en === '' ? {} : { en }),
})

export const names = (app: App, { store, clock }: Server): void => {
  for (const kind of renamable)
    app.openapi(renameRoute(kind), async (c) => {
      const { id } = c.req.valid('param')
      const [thing, isKnown] = known[kind]
      if (!isKnown(id)) throw new NotFoundError(thing)
      const name = ownOf(c.req.valid('json'))
      const actor = whoOf(c)
      const at = clock()
      const before = await write(store, async (tx) => {
        const before = await putName(tx, { kind, id, name, by: actor.name, at })
        await audit(tx, { actor, action: 'renamed', subject: id, at, data: { kind, before, after: name } })
        return before
      })
      return c.json({ was: { ar: before.ar ?? '', en: before.en ?? '' } }, 200)
    })
}
