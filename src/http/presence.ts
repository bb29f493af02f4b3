// Who else looks at a case, and who is writing: kept in memory for a few breaths, heard over the event stream.
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { PresenceBody, PresenceView } from './contract.ts'
import type { Server } from './server.ts'

type Person = { readonly name: string; readonly writing: boolean; readonly until: number }
type Room = Map<string, Person>

const stays = 40_000
const mostRooms = 5_000

const presenceRoute = route({
  method: 'post',
  path: '/api/v1/cases/{id}/presence',
  summary: 'Say that one is at a case, and whether one is writing; hear who else is',
  request: { params: IdParam, body: jsonBody(PresenceBody) },
  responses: { 200: jsonAnswer(PresenceView) },
})

export type Presence = {
  /** Told the id of a case whenever somebody comes, goes, begins or stops writing. */
  onChange(listener: (caseId: string) => void): () => void
}

const createRooms = (clock: () => number) => {
  const rooms = new Map<string, Room>()
  const listeners = new Set<(caseId: string) => void>()
  const sweep = () => {
    for (const [id, room] of rooms) {
      for (const [who, { until }] of room) if (until < clock()) room.delete(who)
      if (room.size === 0) rooms.delete(id)
    }
  }
  return {
    listeners,
    say(id: string, who: string, person: Omit<Person, 'until'> | null) {
      if (rooms.size >= mostRooms) sweep()
      const room = rooms.get(id) ?? new Map<string, Person>()
      const before = room.get(who)
      if (person === null) room.delete(who)
      else room.set(who, { ...person, until: clock() + stays })
      rooms.set(id, room)
      if ((before?.writing ?? null) !== (person?.writing ?? null)) for (const hear of listeners) hear(id)
    },
    others: (id: string, who: string) =>
      [...(rooms.get(id) ?? [])]
        .filter(([one, { until }]) => one !== who && until >= clock())
        .map(([, { name, writing }]) => ({ name, writing })),
  }
}

export const presence = (app: App, { clock }: Server): Presence => {
  const rooms = createRooms(clock)
  app.openapi(presenceRoute, (c) => {
    const { writing, here } = c.req.valid('json')
    const { kind, id: who, name } = whoOf(c)
    const { id } = c.req.valid('param')
    rooms.say(id, `${kind} ${who}`, here ? { name, writing } : null)
    return c.json({ others: rooms.others(id, `${kind} ${who}`) }, 200)
  })
  return {
    onChange(listener) {
      rooms.listeners.add(listener)
      return () => {
        rooms.listeners.delete(listener)
      }
    },
  }
}
