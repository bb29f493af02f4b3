// The deciding thread: the pipeline with its index and a connection of its own, beside a main thread that answers senders.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import process from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import { createMatcher } from '../../dedupe/index.ts'
import { openStore } from '../store/index.ts'
import { effectsOf } from './effects.ts'
import { createPipeline } from './index.ts'
import type { Asked, Begin, Heard } from './messages.ts'

/** Where others want the core too, it gets a third of what they get: it falls behind, yet never stands still. */
const aThird = 5
/** Where cores are short, the thread that answers senders goes first; threads have a priority of their own on Linux alone. */
const giveWay = () => {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')))
    setPriority(thread, aThird)
  } catch {
    // Elsewhere, or not allowed: the two share as equals.
  }
}
const { url, options } = workerData as Begin
const door = parentPort!
const say = (heard: Heard) => door.postMessage(heard)

const store = await openStore(url, options)
store.onCommitted((events) => say({ kind: 'committed', events }))
const pipeline = createPipeline({
  store,
  matcher: createMatcher(),
  clock: Date.now,
  log: (message, data) => say({ kind: 'log', message, data }),
  on: effectsOf(Date.now),
})

const started = pipeline.start()
const stop = async () => {
  await started
  await pipeline.stop()
  await store.close()
  process.exit(0)
}

door.on('message', (asked: Asked) => {
  if (asked.kind === 'nudge') pipeline.nudge()
  else if (asked.kind === 'stop') void stop()
  else void pipeline.drain().then((counts) => say({ kind: 'drained', id: asked.id, counts }))
})

await started
giveWay()
say({ kind: 'deciding' })
