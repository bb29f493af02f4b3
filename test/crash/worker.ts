// A real Sada process for the crash tests: it receives what its parent sends, acknowledges it, and dies by kill -9 before a
// given statement reaches the store, SQLite or PostgreSQL. `too-soon` acknowledges before the commit: the tests must catch it.
import SQLite from 'better-sqlite3'
import pg from 'pg'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'
import { decideByNumber, matcherByNumber } from '../pipeline/by-number.ts'

const [url, killAt, mode, dataDir] = process.argv.slice(2) as [string, string, 'honest' | 'too-soon', string]

const store = await openStore(url, { dataDir })
const pipeline = createPipeline({ store, matcher: matcherByNumber(), decide: decideByNumber, clock: Date.now })

let statements = 0
const before = () => {
  if (++statements === Number(killAt)) process.kill(process.pid, 'SIGKILL')
}
type Methods = Record<string, (...parameters: unknown[]) => unknown>
const counted = (prototype: Methods, ...names: readonly string[]) => {
  for (const name of names) {
    const original = prototype[name]!
    prototype[name] = function (this: unknown, ...parameters: unknown[]) {
      before()
      return original.apply(this, parameters)
    }
  }
}
if (store.engine === 'postgres') counted(pg.Client.prototype as unknown as Methods, 'query')
else counted(Object.getPrototypeOf(new SQLite(':memory:').prepare('select 1')) as Methods, 'run', 'all')

const acknowledge = (events: readonly ChannelEvent[]) =>
  process.send!({ acked: events.map(({ remoteId }) => remoteId) })

process.on('message', async ({ groups }: { groups: readonly (readonly ChannelEvent[])[] }) => {
  const deciding = pipeline.start()
  await Promise.all(
    groups.map(async (events) => {
      if (mode === 'too-soon') acknowledge(events)
      await pipeline.receive(events, { account: 'ministry', raw: JSON.stringify(events) })
      if (mode === 'honest') acknowledge(events)
    }),
  )
  await deciding
  await pipeline.drain()
  await pipeline.stop()
  await store.close()
  process.send!({ finished: statements }, () => process.exit(0))
})
process.send!({ ready: true })
