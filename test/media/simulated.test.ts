// Files through the real connector, from a stand-in of the platform that fails as platforms do.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import { createKeeper, createReader } from '../../src/media/index.ts'
import { openStore } from '../../src/store/index.ts'
import { type Product, startProduct } from '../connectors/simulator/product.ts'
import { townOn } from '../pipeline/town.ts'

let simulator: Simulator
let product: Product
const reader = createReader()
beforeAll(async () => {
  simulator = await startSimulator({ seed: 5 })
  product = await startProduct(simulator.environment)
  simulator.connect(product.url)
})
afterAll(async () => {
  await simulator.close()
  await product.close()
  await reader.stop()
})

it.each(['expired-media', '503', 'reset'] as const)('a photo behind %s is had by a later try', async (kind) => {
  const { whatsapp } = createConnectors(simulator.environment)
  await simulator.say({ channel: 'whatsapp', from: '+96599000005', text: `حفرة ${kind}`, media: [{ kind: 'image' }] })
  await simulator.idle()
  const parsed = whatsapp.webhook!.parse(Buffer.from(product.heard.at(-1)!.body))
  if (parsed.kind !== 'events') throw new Error(parsed.reason)
  const store = await openStore('sqlite::memory:')
  const town = townOn(store)
  town.clock = Date.now()
  await town.hear(...parsed.events)
  const keeper = createKeeper({
    store,
    connectors: [whatsapp],
    pipeline: town.pipeline,
    folder: mkdtempSync(join(tmpdir(), 'sada-media-')),
    reader,
    clock: () => town.clock,
    largestDocument: 100 * 1024 ** 2,
    ocr: false,
    transcribe: null,
  })
  const settle = async () => {
    while ((await keeper.turn()) > 0);
    return store.read.selectFrom('media').select(['state', 'fault', 'mime_type']).executeTakeFirstOrThrow()
  }
  simulator.fault({ on: 'api', channel: 'whatsapp', kind })
  expect(await settle()).toMatchObject({ state: 'waiting', fault: kind === 'expired-media' ? 'gone' : 'unreachable' })
  town.clock += 60 * 60_000
  expect(await settle()).toEqual({ state: 'kept', fault: null, mime_type: 'image/png' })
  await store.close()
})
