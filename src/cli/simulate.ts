// `sada simulate`: WhatsApp, Instagram and X on one local port, to try the product or write against it.
import { once } from 'node:events'
import process from 'node:process'
import { startSimulator } from '../../connectors/simulator/index.ts'
import { InvalidInputError } from '../errors.ts'
import { portOf, readArguments } from './arguments.ts'

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  product: { type: 'string' },
} as const

const seedOf = (value: string | undefined): number => {
  const seed = Number(value ?? 1)
  if (Number.isSafeInteger(seed)) return seed
  throw new InvalidInputError('--seed', `\`${value}\` is not a whole number`, 'Use a number such as 7')
}

const productOf = (value: string | undefined): string => {
  const url = URL.parse(value ?? 'http://127.0.0.1:8787')
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin
  throw new InvalidInputError('--product', `\`${value}\` is no address`, 'Write it like http://127.0.0.1:8787')
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, options)
  const product = productOf(values.product)
  const simulator = await startSimulator({
    port: portOf(values.port, 8790),
    host: values.host ?? '127.0.0.1',
    seed: seedOf(values.seed),
    product,
  })
  process.stderr.write(`The platforms are played on ${simulator.url} and deliver to ${product}/webhooks/…\n`)
  process.stderr.write('Start the product with these, then speak as a citizen on the page above:\n')
  for (const [name, value] of Object.entries(simulator.environment)) process.stdout.write(`${name}=${value}\n`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await simulator.close()
  return 0
}
