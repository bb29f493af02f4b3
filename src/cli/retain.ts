// `sada retain`: what the server does nightly with what has been kept long enough.
import { askRunning, type Running } from '../ops/running.ts'
import { periodsNow } from '../privacy/periods.ts'
import { dueForRetention, type Retained, retain } from '../privacy/retain.ts'
import { readArguments } from './arguments.ts'
import { environment } from './environment.ts'
import { deskOn } from './erase.ts'
import { onCopy, onStore } from './on-store.ts'

const askServer = async (running: Running): Promise<Retained> => {
  const { status, body } = await askRunning(running, 'POST', '/retention/run', {})
  if (status !== 200)
    throw new Error(`the running server answered ${status}: ${(body as { en?: string } | null)?.en ?? ''}`)
  return body as Retained
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, { 'dry-run': { type: 'boolean', default: false } })
  const config = environment()
  const dry = values['dry-run']
  const { cases, posts, receipts, quarantine } = dry
    ? await onCopy(config, async ({ read }) =>
        dueForRetention(read, await periodsNow(read, config.retention), Date.now()),
      )
    : await onStore<Retained>(config, {
        itself: (store) => retain(deskOn(store, config), config.retention),
        // Its index has the words too: it does it, and lets go of them.
        through: askServer,
      })
  process.stderr.write(
    dry
      ? `Due: ${posts} posts of ${cases} cases, ${receipts + quarantine} bodies. المستحق: ${posts} من المنشورات.\n`
      : `Made anonymous: ${posts} posts of ${cases} cases; dropped ${receipts + quarantine} bodies. أُخفيت هوية ${posts} من المنشورات.\n`,
  )
  process.stdout.write(`${JSON.stringify({ cases, posts, receipts, quarantine })}\n`)
  return 0
}
