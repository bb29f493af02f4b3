// A real Sada process for the crash tests: it receives what its parent sends, acknowledges it, and dies by kill -9 before a
// given statement reaches the store. `too-soon` acknowledges before the commit: the tests must catch it.
import SQLite from 'better-sqlite3'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'
import { matcherByNumber } from '../pipeline/by-number.ts'

const [path, killAt, mode] = process.argv.slice(2) as [string, string, 'honest' | 'too-soon']

const store = await openStore(`sqlite:${path}`)
const pipeline = createPipeline({ store, matcher: matcherByNumber(), clock: Date.now })

let statements = 0
const before = () => {
  if (++statements === Number(killAt)) process.kill(process.pid, 'SIGKILL')
}
const probe = new SQLite(':memory:').prepare('select 1')
const statement = Object.getPrototypeOf(probe) as Record<'run' | 'all', (...parameters: unknown[]) => unknown>
for (const name of ['run', 'all'] as const) {
  const original = statement[name]
  statement[name] = function (this: unknown, ...parameters: unknown[]) {
    before()
    return original.apply(this, parameters)
  }
}

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
