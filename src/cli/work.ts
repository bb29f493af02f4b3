// `sada work`: everything but answering people, beside any number of others on the same PostgreSQL.
import { InvalidInputError } from '../errors.ts'
import { assemble } from '../http/start.ts'
import { createWorking } from '../http/working.ts'
import { createLog } from '../log.ts'
import { addressOf } from '../store/engine.ts'
import { readArguments } from './arguments.ts'
import { environment } from './environment.ts'
import { untilStopped } from './serve.ts'

export const run = async (args: readonly string[]): Promise<number> => {
  readArguments(args, {})
  const config = environment()
  if (addressOf(config.databaseUrl).engine === 'sqlite')
    throw new InvalidInputError(
      'SADA_DATABASE_URL',
      'names a SQLite store, on which one process does everything',
      'Use `sada serve`, or move to PostgreSQL with `sada move`.',
    )
  const log = createLog('info')
  const { server, keepClock } = await assemble({ config, log })
  const working = createWorking(server, config, log)
  const keeping = keepClock()
  try {
    await working.start()
    process.stderr.write('Sada works.    «صدى» يعمل.\n')
    await untilStopped()
  } finally {
    await Promise.all([working.stop(), keeping.stop()])
    await server.store.close()
  }
  return 0
}
