// Who else looks at a case, and who is writing: kept in memory for a few breaths, heard over the event stream; other workers are
// told in passing.
import { randomUUID } from 'node:crypto'
import { z } from '@hono/zod-openapi'
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

/** What one worker tells the others; null = gone. */
const Whisper = z.object({
  from: z.string(),
  presence: z.string(),
  who: z.string(),
  person: z.object({ name: z.string(), writing: z.boolean() }).nullable(),
})

const heard = (text: string): z.infer<typeof Whisper> | null => {
  try {
    return Whisper.parse(JSON.parse(text))
  } catch {
    return null
  }
}

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

export const presence = (app: App, { clock, store }: Server): Presence => {
  const rooms = createRooms(clock)
  const from = randomUUID()
  store.onWhisper((text) => {
    const told = heard(text)
    if (told !== null && told.from !== from) rooms.say(told.presence, told.who, told.person)
  })
  app.openapi(presenceRoute, (c) => {
    const { writing, here } = c.req.valid('json')
    const { kind, id: who, name } = whoOf(c)
    const { id } = c.req.valid('param')
    const me = { presence: id, who: `${kind} ${who}`, person: here ? { name, writing } : null }
    rooms.say(id, me.who, me.person)
    store.whisper(JSON.stringify({ from, ...me })).catch(() => undefined)
    return c.json({ others: rooms.others(id, me.who) }, 200)
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
