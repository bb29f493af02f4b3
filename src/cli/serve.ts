// `sada serve`: API, webhooks, dashboard, until told to stop.
import { InvalidInputError } from '../errors.ts'
import { type Started, setupLink, start } from '../http/start.ts'
import { createLog } from '../log.ts'
import { addressOf } from '../store/engine.ts'
import { portOf, readArguments } from './arguments.ts'
import { environment } from './environment.ts'

const patience = 10_000
/** A terminal tells the whole group, and a parent passes it on: two signals at once are one wish. */
const oneWish = 1_000

/** Resolves at the first SIGINT or SIGTERM; a later one does not wait for anybody. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = 0
    const ask = () => {
      if (asked > 0 && Date.now() - asked > oneWish) process.exit(1)
      if (asked > 0) return
      asked = Date.now()
      setTimeout(() => process.exit(1), patience).unref()
      resolve()
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
  })

const say = (text: string) => process.stdout.write(`${text}\n`)

const greet = async (started: Started) => {
  say(`Sada listens at ${started.url}    «صدى» على العنوان ${started.url}`)
  const link = await setupLink(started)
  if (link === null) return
  say('Make the first account here (works once, 30 minutes):\nأنشئ الحساب الأول من هنا (مرة واحدة خلال 30 دقيقة):')
  say(link)
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    'web-only': { type: 'boolean' },
  })
  const found = environment()
  const config = { ...found, port: portOf(values.port, found.port), host: values.host ?? found.host }
  if (values['web-only'] && addressOf(config.databaseUrl).engine === 'sqlite')
    throw new InvalidInputError(
      '--web-only',
      'one process does everything on SQLite',
      'Leave it out, or use PostgreSQL.',
    )
  const started = await start({ config, log: createLog('info'), works: !values['web-only'] })
  await greet(started)
  await untilStopped()
  await started.stop()
  return 0
}
