// What one person should know of now. Quiet hours silence all but emergencies and closing windows.

import type { UserId } from '../model.ts'
import { afterQuiet } from '../replies/policy.ts'
import { preferencesOf } from '../store/desk.ts'
import type { CaseRow } from '../store/index.ts'
import { assignmentsTo, mentionsOf, openCasesOf, openEmergencies } from '../store/views/alerts.ts'
import type { Who } from './context.ts'
import type { AlertWire, CaseWire } from './contract.ts'
import type { Server } from './server.ts'
import { showCases } from './show/cases.ts'
import { preferencesFrom } from './show/preferences.ts'
import { iso } from './show/time.ts'
import { caseContext } from './show/windows.ts'

const day = 86_400_000
const soon = 3_600_000

type Told = {
  readonly row: CaseRow
  readonly id: string
  readonly at: number
  readonly by: string | null
  readonly seen: boolean
}
type Kind = AlertWire['kind']

/** What nobody may sleep through. */
const breaksThrough = (kind: Kind) => kind === 'emergency' || kind === 'window'

const gather = async (server: Server, who: Who): Promise<readonly (Told & { kind: Kind })[]> => {
  const { store, clock } = server
  const now = clock()
  const user = who.id as UserId
  const mentions = await mentionsOf(store, user, now - 30 * day)
  const given = await assignmentsTo(store, user, now - 7 * day)
  const emergencies = await openEmergencies(store, who.agencies, now - 2 * day)
  return [
    ...mentions.map((row) => ({
      row,
      kind: 'mention' as const,
      id: `mention ${row.event_id}`,
      at: row.told,
      by: row.actor_name,
      seen: row.seen_at !== null,
    })),
    ...given
      .filter((row) => row.actor_id !== user)
      .map((row) => ({
        row,
        kind: 'assigned' as const,
        id: `assigned ${row.event_id}`,
        at: row.told,
        by: row.actor_name,
        seen: row.status !== 'open' && row.status !== 'received',
      })),
    ...emergencies.map((row) => ({
      row,
      kind: 'emergency' as const,
      id: `emergency ${row.id}`,
      at: row.opened_at,
      by: null,
      seen: row.status !== 'open' || row.owner !== null,
    })),
  ]
}

const closing = (views: readonly CaseWire[], now: number): readonly CaseWire[] =>
  views.filter(({ window }) => window !== null && Date.parse(window.closesAt) - now < soon)

export const alertsFor = async (server: Server, who: Who): Promise<AlertWire[]> => {
  const now = server.clock()
  const wishes = preferencesFrom(await preferencesOf(server.store.read, who.id as UserId))
  const isQuiet = afterQuiet(now, wishes.quiet) !== now
  const context = caseContext(server, who)
  const told = (await gather(server, who)).filter(({ kind }) => wishes.alerts.includes(kind))
  const views = await showCases(
    context,
    told.map(({ row }) => row),
  )
  const alert = (view: CaseWire, kind: Kind, rest: Pick<AlertWire, 'id' | 'by' | 'at' | 'seen'>): AlertWire => ({
    ...rest,
    kind,
    caseId: view.id,
    reference: view.reference,
    title: view.golden.title,
    aloud: !isQuiet || breaksThrough(kind),
  })
  const alerts = told.map(({ kind, id, at, by, seen }, i) => alert(views[i]!, kind, { id, by, at: iso(at), seen }))
  if (wishes.alerts.includes('window'))
    for (const view of closing(await showCases(context, await openCasesOf(server.store, who.id as UserId)), now))
      alerts.push(
        alert(view, 'window', {
          id: `window ${view.id} ${view.window!.closesAt}`,
          by: null,
          at: iso(now),
          seen: false,
        }),
      )
  return alerts.sort((a, b) => Number(a.seen) - Number(b.seen) || b.at.localeCompare(a.at)).slice(0, 100)
}
