// The door of the simulator: WhatsApp, Instagram and X on one local port, deterministic by seed, faults on command.
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.ts'
import { addControl } from './control.ts'
import { createCourier } from './deliver.ts'
import { createFaults } from './faults.ts'
import { createLimits, unlimited } from './limits.ts'
import { environmentOf, handshakeWith, platforms, type Secrets, secretsOf } from './product.ts'
import type { Simulator } from './simulator.ts'
import { createSpeech } from './speech.ts'
import { type Accounts, createWorld, defaultAccounts } from './world.ts'
import { createStream } from './x-stream.ts'

export type { Delivered } from './deliver.ts'
export type { Fault } from './faults.ts'
export type { Simulator } from './simulator.ts'
export type { Spoken } from './speech.ts'
export type { Accounts, Platform, Say, Sent } from './world.ts'

export type SimulatorOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly host?: string
  readonly seed?: number
  /** What signs the deliveries; made by the seed if absent. */
  readonly secrets?: Partial<Secrets>
  readonly verifyToken?: string
  readonly accounts?: Partial<Accounts>
  /** Where the product listens: `http://127.0.0.1:8787`. Without it nothing is delivered, only polled. */
  readonly product?: string
  /** False: the platforms take all that comes (measuring). */
  readonly limited?: boolean
}

const listen = async (fetch: (request: Request) => Response | Promise<Response>, port: number, host: string) => {
  const server = createAdaptorServer({ fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const { port: taken } = server.address() as AddressInfo
  const close = async () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://${host}:${taken}`, close }
}

export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const { seed = 1, host = '127.0.0.1', port = 0, verifyToken = `verify-${seed}`, product } = options
  const secrets = secretsOf(seed, options.secrets)
  const accounts = { ...defaultAccounts, ...options.accounts }
  const world = createWorld(seed, accounts)
  const faults = createFaults()
  const courier = createCourier(world, faults)
  const limits = options.limited === false ? unlimited : createLimits(world)
  const stream = createStream(world)
  const at = { url: '' }
  const base = () => at.url
  const connect: Simulator['connect'] = (where) => {
    for (const channel of platforms) {
      const url = typeof where === 'string' ? `${where}/webhooks/${channel}` : where[channel]
      if (url !== undefined) courier.connect(channel, { url, secret: secrets[channel] })
    }
  }
  const controls = {
    ...createSpeech(world, courier, base, stream.tell),
    deliver: courier.send,
    handshake: handshakeWith(courier, secrets, verifyToken),
    fault: faults.add,
    calm: faults.clear,
    exhaust: limits.exhaust,
    cut: stream.cut,
    skew: (milliseconds: number) => {
      world.skew = milliseconds
    },
    connect,
    ledger: () => ({
      said: [...world.said.values()].map(({ say: _given, ...said }) => said),
      sent: [...world.sent],
      webhooks: [...courier.log],
    }),
    idle: courier.idle,
  }
  const app = createApp({ world, courier, faults, limits, stream, base })
  addControl(app, controls)
  const server = await listen(app.fetch as Parameters<typeof listen>[0], port, host)
  at.url = server.url
  if (product !== undefined) connect(product)
  const close = async () => {
    courier.close()
    stream.close()
    await server.close()
  }
  return { ...controls, url: server.url, environment: environmentOf(server.url, accounts, secrets, verifyToken), close }
}
