// `sada requeue`: what was set aside unread is read again, as after an upgrade.
import process from 'node:process'
import { createConnectors } from '../../connectors/index.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { InvalidInputError } from '../errors.ts'
import { type Requeued, requeue } from '../ops/requeue.ts'
import { askRunning } from '../ops/running.ts'
import { effectsOf } from '../pipeline/effects.ts'
import { createPipeline } from '../pipeline/index.ts'
import { readArguments } from './arguments.ts'
import { environment } from './environment.ts'
import { onStore } from './on-store.ts'

const known = ['whatsapp', 'instagram', 'x', 'generic']

export const run = async (args: readonly string[]): Promise<number> => {
  const { channel } = readArguments(args, { channel: { type: 'string' } }).values
  if (channel !== undefined && !known.includes(channel))
    throw new InvalidInputError('--channel', `\`${channel}\` has no webhooks`, `Use one of: ${known.join(', ')}.`)
  const config = environment()
  const done = await onStore<Requeued>(config, {
    itself: async (store) => {
      const clock = Date.now
      const pipeline = createPipeline({ store, matcher: createMatcher(), clock, on: effectsOf(clock) })
      const requeued = await requeue(
        { store, pipeline, connectors: createConnectors(config.channels) },
        channel ?? null,
      )
      await pipeline.drain()
      return requeued
    },
    through: async (running) => {
      const { status, body } = await askRunning(running, 'POST', '/quarantine/requeue', channel ? { channel } : {})
      if (status >= 300) throw new Error(`the running server answered ${status}: ${JSON.stringify(body)}`)
      return body as Requeued
    },
  })
  process.stdout.write(`${JSON.stringify(done)}\n`)
  return 0
}
