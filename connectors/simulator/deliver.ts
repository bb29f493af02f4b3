// Deliveries to the product's webhooks, signed like the real ones, tried again until acknowledged, in order but for faults.
// Signatures: developers.facebook.com/docs/graph-api/webhooks/getting-started; docs.x.com/x-api/webhooks/introduction.
import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import type { Platform, World } from './world.ts'

export type Target = { readonly url: string; readonly secret: string }
export type Delivered = {
  readonly channel: Platform
  readonly status: number | null
  readonly attempts: number
  readonly body: string
}

export type Courier = {
  readonly log: Delivered[]
  connect(channel: Platform, target: Target): void
  targetOf(channel: Platform): Target | undefined
  /** Resolves when the delivery was acknowledged or given up. */
  send(channel: Platform, body: unknown): Promise<Delivered | null>
  idle(): Promise<void>
  close(): void
}

const signed = (channel: Platform, body: string, secret: string): Record<string, string> => {
  const digest = createHmac('sha256', secret).update(body).digest()
  return channel === 'x'
    ? { 'x-twitter-webhooks-signature': `sha256=${digest.toString('base64')}` }
    : { 'x-hub-signature-256': `sha256=${digest.toString('hex')}` }
}

/** Meta tries for days, X for hours; here a few quick attempts stand for them. */
const waits = [0, 50, 150, 400, 1_000, 2_000]

const post = async (channel: Platform, target: Target, body: string, secret: string, signal: AbortSignal) => {
  const headers = { 'content-type': 'application/json', ...signed(channel, body, secret) }
  try {
    const answer = await fetch(target.url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return null
  }
}

const attempt = async (
  channel: Platform,
  target: Target,
  body: string,
  secret: string,
  signal: AbortSignal,
): Promise<Delivered> => {
  let status: number | null = null
  let attempts = 0
  for (const wait of waits) {
    if (signal.aborted) break
    if (wait > 0) await sleep(wait)
    attempts += 1
    status = await post(channel, target, body, secret, signal)
    // A forged delivery is not tried again: nobody stands behind it.
    if ((status !== null && status < 300) || secret !== target.secret) break
  }
  return { channel, status, attempts, body }
}

/** Work done one piece after another, and what of it is still to come. */
const createLine = () => {
  let tail: Promise<unknown> = Promise.resolve()
  const underWay = new Set<Promise<unknown>>()
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).catch(() => undefined)
    return work
  }
  return {
    track,
    inOrder: <T>(work: () => Promise<T>): Promise<T> => {
      const next = tail.then(work)
      tail = next.catch(() => undefined)
      return track(next)
    },
    /** What has just ended may be about to send the next. */
    idle: async () => {
      for (let still = 0; still < 2; still = underWay.size > 0 ? 0 : still + 1) {
        await Promise.allSettled([...underWay])
        await sleep(5)
      }
    },
  }
}

/** As for a citizen who hides his number: the ids of people stay, their numbers go. */
const phoneless = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(phoneless)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).filter(
    ([name]) => name !== 'wa_id' && !(name === 'from' && 'from_user_id' in value),
  )
  return Object.fromEntries(parts.map(([name, part]) => [name, phoneless(part)]))
}

export const createCourier = (world: World, faults: Faults): Courier => {
  const log: Delivered[] = []
  const targets = new Map<Platform, Target>()
  const closing = new AbortController()
  const held: (() => Promise<Delivered>)[] = []
  const { track, inOrder, idle } = createLine()
  const release = async () => {
    for (const work of held.splice(0).sort(() => world.chance() - 0.5)) await inOrder(work)
  }

  const send: Courier['send'] = async (channel, value) => {
    const target = targets.get(channel)
    if (target === undefined) return null
    const fault = faults.take('webhook', channel)
    const whole = JSON.stringify(fault?.kind === 'missing-phone' ? phoneless(value) : value)
    const body = fault?.kind === 'truncated' ? whole.slice(0, whole.length >> 1) : whole
    const secret = fault?.kind === 'forged' ? `not ${target.secret}` : target.secret
    const work = async () => {
      const delivered = await attempt(channel, target, body, secret, closing.signal)
      log.push(delivered)
      return delivered
    }
    if (fault?.kind === 'gap') return null
    if (fault?.kind === 'delay') return track(sleep(fault.afterMs ?? 500).then(() => inOrder(work)))
    if (fault?.kind === 'reorder') {
      held.push(work)
      return null
    }
    const first = await inOrder(work)
    if (fault?.kind === 'duplicate') await inOrder(work)
    await release()
    return first
  }

  return {
    log,
    connect: (channel, target) => void targets.set(channel, target),
    targetOf: (channel) => targets.get(channel),
    send,
    idle: async () => {
      await release()
      await idle()
    },
    close: () => closing.abort(),
  }
}
