// Names of places and words for matters that people add: what each would change is shown first; switched on and off, it is
// audited, and the posts that say it are read again.
import type { z } from '@hono/zod-openapi'
import { uuidv7 } from 'uuidv7'
import { type Addition, areaAt, isUsable } from '../../dedupe/index.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import { type AdditionChange, changeAdditions, type KeptAddition } from '../pipeline/change-additions.ts'
import { whatWouldChange } from '../pipeline/what-would-change.ts'
import { additionsText } from '../store/additions.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { AdditionBody, AdditionMadeView, AdditionPreviewBody, AdditionsView, WouldChangeView } from './contract.ts'
import type { Server } from './server.ts'
import { additionView, wouldChangeView } from './show/additions.ts'
import { problems } from './show/names.ts'

const most = 500

const listRoute = route({
  method: 'get',
  path: '/api/v1/additions',
  summary: 'Names of places and words for matters that people added to what the matcher knows',
  responses: { 200: jsonAnswer(AdditionsView) },
})
const previewRoute = route({
  method: 'post',
  path: '/api/v1/additions/preview',
  summary:
    'Which posts of the last month an addition, or taking one back, would have read otherwise; nothing is changed',
  request: { body: jsonBody(AdditionPreviewBody) },
  responses: { 200: jsonAnswer(WouldChangeView) },
})
const addRoute = route({
  method: 'post',
  path: '/api/v1/additions',
  summary: 'Switch an addition on; the posts of the last month that say it are read again',
  request: { body: jsonBody(AdditionBody) },
  responses: { 201: jsonAnswer(AdditionMadeView) },
})
const removeRoute = route({
  method: 'delete',
  path: '/api/v1/additions/{id}',
  summary: 'Take an addition back; the posts of the last month that say it are read again',
  request: { params: IdParam },
  responses: { 200: jsonAnswer(AdditionMadeView) },
})

const places = 'Take an id from `areas` of /api/v1/reference.'

const landmarkIn = (given: Extract<z.infer<typeof AdditionBody>, { kind: 'landmark' }>): string => {
  const { area, point } = given
  const there = point === undefined ? null : areaAt(point.lat, point.lon)
  if (area !== undefined && there !== null && there !== area)
    throw new InvalidInputError('point', `lies in ${there}`, places)
  if (area === undefined && there === null)
    throw new InvalidInputError('area', 'is not said, nor by a point within known borders', places)
  return area ?? there!
}

const additionFrom = (given: z.infer<typeof AdditionBody>): Addition => {
  const { kind, name, word } = given
  const one: Addition =
    kind === 'landmark' ? { kind, name, word, area: landmarkIn(given) } : { kind, name, word, means: given.means }
  if (isUsable(one)) return one
  const [field, fix] =
    kind === 'place'
      ? (['means', places] as const)
      : kind === 'landmark'
        ? (['area', places] as const)
        : (['means', 'Take an id from `topics` of /api/v1/reference.'] as const)
  throw new InvalidInputError(field, 'is not known, or the name has no word in it', fix)
}

const alike = (a: Addition, b: Addition): boolean => a.kind === b.kind && a.name === b.name
const withOne = (list: readonly KeptAddition[], one: KeptAddition): readonly KeptAddition[] => {
  if (list.some((other) => alike(other, one))) throw new ConflictError('name-known', 'this name is in the list already')
  if (list.length >= most) throw new ConflictError('names-full', `the list holds ${most} names`)
  return [...list, one]
}

const newAddition = (given: Addition, by: string, at: number): KeptAddition => ({ ...given, id: uuidv7(), by, at })

export const additions = (app: App, { store, pipeline, clock }: Server): void => {
  const kept = async () => JSON.parse(await additionsText(store.read)) as readonly KeptAddition[]
  const found = (list: readonly KeptAddition[], id: string): KeptAddition => {
    const one = list.find((other) => other.id === id)
    if (one === undefined) throw new NotFoundError('addition')
    return one
  }
  const without = (id: string) => (list: readonly KeptAddition[]) => {
    found(list, id)
    return list.filter((other) => other.id !== id)
  }
  const change = async (change: Omit<AdditionChange, 'would'>) => {
    const would = await whatWouldChange(store.read, [change.one], change.next(await kept()), clock())
    const again = await changeAdditions(store, clock, { ...change, would })
    pipeline.nudge()
    return { addition: additionView(change.one), again }
  }

  app.openapi(listRoute, async (c) => c.json({ items: (await kept()).map(additionView), problems }, 200))
  app.openapi(previewRoute, async (c) => {
    const asked = c.req.valid('json')
    const list = await kept()
    const one =
      'add' in asked ? newAddition(additionFrom(asked.add), whoOf(c).name, clock()) : found(list, asked.remove)
    const next = 'add' in asked ? withOne(list, one) : without(one.id)(list)
    return c.json(await wouldChangeView(store, await whatWouldChange(store.read, [one], next, clock())), 200)
  })
  app.openapi(addRoute, async (c) => {
    const actor = whoOf(c)
    const one = newAddition(additionFrom(c.req.valid('json')), actor.name, clock())
    return c.json(await change({ action: 'addition-made', one, next: (list) => withOne(list, one), actor }), 201)
  })
  app.openapi(removeRoute, async (c) => {
    const one = found(await kept(), c.req.valid('param').id)
    return c.json(await change({ action: 'addition-removed', one, next: without(one.id), actor: whoOf(c) }), 200)
  })
}
