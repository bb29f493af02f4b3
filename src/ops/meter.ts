// What calls of the channels cost and how often they may be made: kept in the store, so that a restart forgets neither.
import type { Channel, Hold, Meter, Metered, Told, Use } from '../../connectors/connector.ts'
import { addSpending, allowanceOf, type Spent, saveAllowance, spendingOf } from '../store/allowances.ts'
import { type Store, write } from '../store/index.ts'

/** US dollars, as published: https://docs.x.com/x-api/getting-started/pricing */
export const listPrices: Readonly<Record<string, number>> = {
  'post-read': 0.005,
  'owned-read': 0.001,
  'user-read': 0.01,
  'post-create': 0.015,
  'post-create-url': 0.2,
  'summoned-reply': 0.01,
  'dm-create': 0.015,
}

export type Budget = {
  /** US dollars a month; null = counted and not capped. */
  readonly cap: number | null
  readonly prices: Readonly<Record<string, number>>
}
export type Budgets = Partial<Readonly<Record<Channel, Budget>>>

/** From here on it is said aloud. */
export const warnAt = 0.8
export const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7)
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)
const nextMonth = (now: number): number => {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

export const sumOf = (spent: readonly Spent[]): number => spent.reduce((sum, { micros }) => sum + micros, 0) / 1e6

/** What was read on this day: the same thing again is free. Forgotten at a restart, so it errs on the dear side. */
const createSeen = () => {
  let day = ''
  let seen = new Set<string>()
  return (use: Use, now: number): number => {
    if ('count' in use) return use.count
    if (day !== dayOf(now)) {
      day = dayOf(now)
      seen = new Set()
    }
    const fresh = [...new Set(use.ids)].filter((id) => !seen.has(`${use.what}:${id}`))
    for (const id of fresh) seen.add(`${use.what}:${id}`)
    return fresh.length
  }
}

type Parts = { readonly store: Store; readonly clock: () => number; readonly budgets: Budgets }

export const createMeter = ({ store, clock, budgets }: Parts): Meter => {
  const countOf = createSeen()

  const overspent = async (channel: Channel): Promise<Hold | null> => {
    const cap = budgets[channel]?.cap ?? null
    if (cap === null) return null
    const spent = sumOf(await spendingOf(store.read, channel, monthOf(clock())))
    return spent >= cap ? { reason: 'budget', until: nextMonth(clock()) } : null
  }
  const exhausted = async (call: Metered): Promise<Hold | null> => {
    const known = await allowanceOf(store.read, call)
    const out = known !== undefined && known.remaining <= (call.reserve ?? 0) && known.resetAt > clock()
    return out ? { reason: 'rate', until: known.resetAt } : null
  }
  const charge = (channel: Channel, uses: readonly Use[]): readonly Spent[] =>
    uses.flatMap((use) => {
      const price = budgets[channel]?.prices[use.what]
      const count = countOf(use, clock())
      return price === undefined || count === 0
        ? []
        : [{ what: use.what, count, micros: Math.round(count * price * 1e6) }]
    })

  const note = async (call: Metered, { rate, uses = [] }: Told): Promise<void> => {
    const now = clock()
    const spent = charge(call.channel, uses)
    if (rate === undefined && spent.length === 0) return
    const { channel, account, endpoint } = call
    const allowance = rate && { channel, account, endpoint, most: rate.limit, remaining: rate.remaining }
    await write(store, async (tx) => {
      if (rate && allowance) await saveAllowance(tx, { ...allowance, resetAt: rate.resetAt, seenAt: now })
      await addSpending(tx, channel, monthOf(now), spent)
    })
  }
  return { hold: async (call) => (await exhausted(call)) ?? (await overspent(call.channel)), note }
}

const pricesOf = (text: string | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (text ?? '')
      .split(',')
      .flatMap((part) => (part.includes('=') ? [part.split('=').map((side) => side.trim())] : []))
      .map(([what, price]) => [what, Number(price)]),
  )

/** What the environment says of money: X asks for it by the piece. */
export const budgetsOf = ({ X_MONTHLY_BUDGET: cap, X_PRICES: prices }: Readonly<Record<string, string>>): Budgets => ({
  x: { cap: cap === undefined ? null : Number(cap), prices: { ...listPrices, ...pricesOf(prices) } },
})
