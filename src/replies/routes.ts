// What each route costs, how fast it may be used, and whether a machine may use it. Data, beside the connectors' limits.
import type { ReplyRoute } from '../../connectors/connector.ts'

/** At most `count` in any `perMs`. */
export type Pace = { readonly count: number; readonly perMs: number }

export type RouteRules = {
  /** Routes that share a name share their paces, per account of ours. */
  readonly lane: string
  readonly paces: readonly Pace[]
  /** Between two messages to one person. */
  readonly perPersonMs?: number
  /** The window for what a person wrote, where it is longer than for a machine. */
  readonly humanHours?: number
  /** Ten-thousandths of a US dollar, for a plain text and for one with a link. */
  readonly cost?: { readonly plain: number; readonly link: number }
}

const second = 1000
const quarter = 15 * 60 * second
const hour = 60 * 60 * second
const day = 24 * hour

const whatsapp: RouteRules = { lane: 'whatsapp', paces: [{ count: 80, perMs: second }], perPersonMs: 6 * second }
const xPost: RouteRules = {
  lane: 'x-post',
  paces: [
    { count: 100, perMs: quarter },
    { count: 10_000, perMs: day },
  ],
}
const instagramMessage: RouteRules = { lane: 'instagram-message', paces: [{ count: 100, perMs: second }] }
const instagramComment: RouteRules = { lane: 'instagram-comment', paces: [{ count: 750, perMs: hour }] }

/** Published limits; what a platform says while it runs (Retry-After) goes before them. */
export const routeRules: Readonly<Record<ReplyRoute, RouteRules>> = {
  'whatsapp-session': whatsapp,
  'whatsapp-template': whatsapp,
  'x-reply': { ...xPost, cost: { plain: 100, link: 2000 } },
  'x-post': { ...xPost, cost: { plain: 150, link: 2000 } },
  'x-dm': {
    lane: 'x-dm',
    paces: [
      { count: 15, perMs: quarter },
      { count: 1440, perMs: day },
    ],
    cost: { plain: 150, link: 150 },
  },
  'instagram-comment': instagramComment,
  'instagram-mention': instagramComment,
  'instagram-private': { lane: 'instagram-private', paces: [{ count: 750, perMs: hour }] },
  'instagram-dm': { ...instagramMessage, humanHours: 7 * 24 },
  note: { lane: 'note', paces: [] },
}

const link = /https?:\/\//

export const costOf = (route: ReplyRoute, text: string): number | null => {
  const { cost } = routeRules[route]
  return cost === undefined ? null : link.test(text) ? cost.link : cost.plain
}
