// Reply windows from the connectors' limits: the shortest window of each channel is the one about to be lost.
import type { Connector } from '../../../connectors/connector.ts'
import type { WindowRule } from '../../store/views/case-facts.ts'
import type { Who } from '../context.ts'
import type { Server } from '../server.ts'
import type { CaseContext } from './cases.ts'

export const windowRules = (connectors: readonly Connector[]): readonly WindowRule[] =>
  connectors.flatMap(({ channel, limits }) => {
    const hours = limits.routes.flatMap(({ windowHours }) => (windowHours === null ? [] : [windowHours]))
    return hours.length === 0 ? [] : [{ channel, hours: Math.min(...hours) }]
  })

export const caseContext = (
  { store, connectors, clock, nearness }: Server,
  { agencies }: Pick<Who, 'agencies'>,
): CaseContext => ({
  store,
  nearness,
  windows: windowRules(Object.values(connectors)),
  now: clock(),
  scope: agencies,
})
