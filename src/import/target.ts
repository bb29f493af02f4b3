// Which process takes the posts: this one, or the server that already decides on the store.
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createMatcher } from '../../dedupe/index.ts'
import type { Config } from '../config.ts'
import { runningOn } from '../ops/running.ts'
import { createPipeline } from '../pipeline/index.ts'
import { startReader } from '../pipeline/reader.ts'
import { openFor } from '../privacy/open.ts'
import { addressOf } from '../store/engine.ts'
import { write } from '../store/index.ts'
import { noteMedia } from '../store/media.ts'
import type { ImportOptions } from './run.ts'
import { runningSink } from './running-sink.ts'
import { pipelineSink } from './sink.ts'

export type Target = Pick<ImportOptions, 'sink' | 'mediaFolder' | 'onKept'> & { close(): Promise<void> }

const pathOf = (url: string): string | null => {
  const address = addressOf(url)
  return address.engine === 'sqlite' && address.path !== null ? resolve(address.path) : null
}

const throughServer = async (running: NonNullable<ReturnType<typeof runningOn>>): Promise<Target> => ({
  sink: await runningSink(running),
  mediaFolder: null,
  onKept: async () => {},
  close: async () => {},
})

export const openTarget = async (config: Config, account: string, say: (text: string) => void): Promise<Target> => {
  const path = pathOf(config.databaseUrl)
  const running = path === null ? null : runningOn(path)
  if (running !== null) {
    say(`a server runs on this store: posts go through ${running.url}, media stay in their files`)
    return throughServer(running)
  }
  if (path !== null) await mkdir(dirname(path), { recursive: true })
  const store = await openFor(config)
  try {
    store.own()
    const reader = availableParallelism() > 1 ? startReader() : null
    const reading = reader === null ? {} : { read: reader.read }
    const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now, ...reading })
    // What an earlier run left undecided is not counted as this one's.
    await pipeline.drain()
    return {
      sink: pipelineSink(pipeline, account),
      mediaFolder: join(config.dataDir, 'media'),
      onKept: (post, position, digest, mimeType) =>
        write(store, (tx) => noteMedia(tx, { post, position, digest, mimeType })),
      close: async () => {
        await reader?.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
