// `sada retain`: what the server does nightly with what has been kept long enough.
import { dueForRetention, retain } from '../privacy/retain.ts'
import { readArguments } from './arguments.ts'
import { environment } from './environment.ts'
import { deskOn } from './erase.ts'
import { onCopy } from './on-store.ts'

export const run = async (args: readonly string[]): Promise<number> => {
  const { values } = readArguments(args, { 'dry-run': { type: 'boolean', default: false } })
  const config = environment()
  const dry = values['dry-run']
  const { cases, posts, receipts, quarantine } = await onCopy(config, (store) =>
    dry ? dueForRetention(store.read, config.retention, Date.now()) : retain(deskOn(store, config), config.retention),
  )
  process.stderr.write(
    dry
      ? `Due: ${posts} posts of ${cases} cases, ${receipts + quarantine} bodies. المستحق: ${posts} من المنشورات.\n`
      : `Made anonymous: ${posts} posts of ${cases} cases; dropped ${receipts + quarantine} bodies. أُخفيت هوية ${posts} من المنشورات.\n`,
  )
  process.stdout.write(`${JSON.stringify({ cases, posts, receipts, quarantine })}\n`)
  return 0
}
