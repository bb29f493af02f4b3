// Against a faulty world: what its ledger says was said is in the store once, and what it says was answered was answered once.
import { describe, expect, it } from 'vitest'
import type { Connector, OutgoingReply } from '../../../connectors/connector.ts'
import { ConnectorError, createConnectors, webhookSecrets } from '../../../connectors/index.ts'
import { type Fault, type Simulator, startSimulator } from '../../../connectors/simulator/index.ts'
import { createMatcher } from '../../../dedupe/index.ts'
import { pull } from '../../../src/ops/pulls.ts'
import { createPipeline, type Pipeline } from '../../../src/pipeline/index.ts'
import { openStore, type Store } from '../../../src/store/index.ts'
import { patience } from '../../patience.ts'
import { startProduct } from '../simulator/product.ts'
import { diceOf } from './deliveries.ts'

const long = process.env.SADA_LONG !== undefined
const seeds = Array.from({ length: long ? 50 : 3 }, (_, n) => n + 1)

type Dice = () => number
const any = <T>(items: readonly T[], dice: Dice): T => items[Math.floor(dice() * items.length)]!

const reads = ['429', '500', '503', 'reset', 'truncated', 'hang'] as const
/** What platforms do with deliveries; a lost one is sent again until it is acknowledged. */
const pushes = ['duplicate', 'reorder', 'delay', 'missing-phone'] as const
const writes = ['429', '500', '503', 'reset', 'truncated', 'reset-after-accept', 'hang', 'hang-after-accept'] as const

type Product = Awaited<ReturnType<typeof startProduct>>

const speak = async (simulator: Simulator, product: Product, dice: Dice, count: number) => {
  const said: string[] = []
  for (let n = 0; n < count; n += 1) {
    if (dice() < 0.3) simulator.fault({ on: 'webhook', kind: any(pushes, dice), afterMs: 20 })
    if (dice() < 0.15) product.answer(any([500, 503, 401], dice), any([500, 502, 200], dice))
    // What X never delivers is found by asking.
    if (dice() < 0.15) simulator.fault({ on: 'webhook', kind: 'gap', channel: 'x' })
    const way = any(
      [
        { channel: 'whatsapp', kind: 'dm', from: `+9655000${1000 + Math.floor(dice() * 40)}` },
        { channel: 'instagram', kind: any(['comment', 'dm', 'caption'], dice), from: `@i${Math.floor(dice() * 20)}` },
        { channel: 'x', kind: 'mention', from: `@x${Math.floor(dice() * 20)}` },
        { channel: 'x', kind: 'post', from: `@x${Math.floor(dice() * 20)}` },
      ] as const,
      dice,
    )
    said.push((await simulator.say({ ...way, text: `@moi_sim انقطاع الكهرباء ${n}` })).id)
  }
  await simulator.idle()
  return said
}

/** Asks until nothing newer is known, through faults; the cursor is the store's. */
const ask = async (store: Store, pipeline: Pipeline, connector: Connector, simulator: Simulator, dice: Dice) => {
  let failures = 0
  for (let quiet = 0; quiet < 2; ) {
    if (dice() < 0.5 && failures < 40)
      simulator.fault({
        on: 'api',
        kind: any(reads, dice),
        channel: connector.channel as 'x' | 'instagram',
        method: 'GET',
        retryAfter: dice() < 0.5 ? null : 1,
      } as Fault)
    let fresh = 0
    try {
      await pull({ store, pipeline, clock: Date.now }, connector, patience(1_500), (part) => {
        fresh += part.fresh ?? 0
      })
      quiet = fresh === 0 ? quiet + 1 : 0
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      failures += 1
    }
  }
  simulator.calm()
  return failures
}

const postsIn = async (store: Store): Promise<readonly string[]> => {
  const rows = await store.read.selectFrom('inbox').select('key').where('kind', '=', 'post').execute()
  return rows.map(({ key }) => key.slice('post:'.length))
}

/** The webhooks as the running product takes them: signature, then parse, then the store. */
const deliver = async (
  pipeline: Pipeline,
  simulator: Simulator,
  heard: Awaited<ReturnType<typeof startProduct>>['heard'],
) => {
  const connectors = createConnectors(simulator.environment)
  const secrets = webhookSecrets(simulator.environment)
  let refused = 0
  for (const { channel, headers, body } of heard) {
    const name = channel as 'whatsapp' | 'instagram' | 'x'
    const { webhook } = connectors[name]
    const bytes = Buffer.from(body)
    if (!webhook!.verify({ query: {}, headers, body: bytes }, secrets[name])) {
      refused += 1
      continue
    }
    const parsed = webhook!.parse(bytes)
    if (parsed.kind === 'events') await pipeline.receive(parsed.events, { account: connectors[name].accounts![0]! })
  }
  return refused
}

const answers = async (simulator: Simulator, dice: Dice) => {
  const { whatsapp, instagram, x } = createConnectors(simulator.environment)
  const env = simulator.environment
  const outcomes: { readonly text: string; readonly kind: string }[] = []
  for (let n = 0; n < 24; n += 1) {
    const channel = any(['whatsapp', 'instagram', 'x'] as const, dice)
    const kind = { whatsapp: 'dm', instagram: 'comment', x: 'mention' }[channel]
    const spoken = await simulator.say({
      channel,
      kind,
      from: channel === 'whatsapp' ? `+96551${1000 + n}` : `@r${n}`,
      text: '@moi_sim هلا',
    })
    const reply: OutgoingReply = {
      route: ({ whatsapp: 'whatsapp-session', instagram: 'instagram-comment', x: 'x-reply' } as const)[channel],
      account: { whatsapp: env.WHATSAPP_PHONE_NUMBER_ID!, instagram: env.INSTAGRAM_ACCOUNT_ID!, x: env.X_ACCOUNT_ID! }[
        channel
      ],
      to: channel === 'whatsapp' ? spoken.authorId : spoken.id,
      text: `جواب ${n}`,
      key: `answer.${n}`,
    }
    const faults = Math.floor(dice() * 3)
    for (let one = 0; one < faults; one += 1)
      simulator.fault({ on: 'api', channel, kind: any(writes, dice), method: 'POST' })
    let attempt = 1
    let outcome = await { whatsapp, instagram, x }[channel].reply!({ ...reply, attempt }, patience(600))
    for (; outcome.kind === 'retry' && attempt < 6; attempt += 1)
      outcome = await { whatsapp, instagram, x }[channel].reply!({ ...reply, attempt: attempt + 1 }, patience(600))
    simulator.calm()
    outcomes.push({ text: reply.text, kind: outcome.kind })
  }
  await simulator.idle()
  return outcomes
}

describe('a faulty world', () => {
  // Most of it is waiting: a hang ends where the caller's patience does.
  it.concurrent.each(seeds)('number %i loses nothing and doubles nothing', async (seed) => {
    const dice = diceOf(seed)
    const simulator = await startSimulator({ seed })
    const product = await startProduct(simulator.environment)
    simulator.connect(product.url)
    const store = await openStore('sqlite::memory:')
    const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
    const said = await speak(simulator, product, dice, long ? 200 : 60)
    await deliver(pipeline, simulator, product.heard)
    const told = await postsIn(store)
    const { x, instagram } = createConnectors({ ...simulator.environment, X_SEARCH_TERMS: 'انقطاع الكهرباء' })
    const failures =
      (await ask(store, pipeline, x, simulator, dice)) + (await ask(store, pipeline, instagram, simulator, dice))
    const kept = await postsIn(store)
    expect(said.filter((id) => !kept.includes(id))).toEqual([])
    expect(kept.filter((id) => !said.includes(id))).toEqual([])
    // The asking had something to find: what was told by itself was not all.
    expect(said.filter((id) => !told.includes(id)).length).toBeGreaterThan(0)
    expect(kept.length).toBe(new Set(kept).size)
    expect(failures).toBeGreaterThan(0)
    const outcomes = await answers(simulator, dice)
    for (const { text, kind } of outcomes) {
      const reached = simulator.ledger().sent.filter((sent) => sent.text === text).length
      if (kind === 'sent') expect([text, reached]).toEqual([text, 1])
      else expect(reached).toBeLessThanOrEqual(kind === 'unknown' ? 1 : 0)
    }
    expect(new Set(outcomes.map(({ kind }) => kind)).size).toBeGreaterThan(1)
    await simulator.close()
    await product.close()
    await store.close()
  }, 300_000)
})
