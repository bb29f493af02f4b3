// Faults on command: what goes wrong next, where, and how often. A rule is used up by the requests it hits.
import type { Platform } from './world.ts'

/** Of the deliveries to the product's webhooks. */
/** `missing-phone`: WhatsApp tells only the business-scoped user id. */
export type WebhookFault = 'duplicate' | 'reorder' | 'delay' | 'gap' | 'forged' | 'truncated' | 'missing-phone'
/** Of the answers to the product's calls. `…-after-accept`: the call has its effect, its answer is lost. */
export type ApiFault =
  | '429'
  | '500'
  | '503'
  | 'reset'
  | 'hang'
  | 'truncated'
  | 'hang-after-accept'
  | 'reset-after-accept'
  | 'revoked-token'
  | 'expired-media'

export type Fault = { readonly channel?: Platform; readonly times?: number; readonly afterMs?: number } & (
  | { readonly on: 'webhook'; readonly kind: WebhookFault }
  | {
      readonly on: 'api'
      readonly kind: ApiFault
      readonly retryAfter?: number | null
      readonly method?: 'GET' | 'POST'
    }
)

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The next rule for this, one use of it spent. */
  take(on: Fault['on'], channel: Platform, method?: string): Fault | null
}

export const createFaults = (): Faults => {
  let rules: { readonly fault: Fault; left: number }[] = []
  const fits = (fault: Fault, on: Fault['on'], channel: Platform, method: string | undefined) =>
    fault.on === on &&
    (fault.channel === undefined || fault.channel === channel) &&
    (fault.on === 'webhook' || fault.method === undefined || fault.method === method)
  return {
    add: (fault) => void rules.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      rules = []
    },
    take: (on, channel, method) => {
      const rule = rules.find(({ fault, left }) => left > 0 && fits(fault, on, channel, method))
      if (rule === undefined) return null
      rule.left -= 1
      rules = rules.filter(({ left }) => left > 0)
      return rule.fault
    },
  }
}
