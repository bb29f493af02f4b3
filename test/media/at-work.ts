// A keeper at work on a store, which may die at a point of it.
import type { Connector } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createKeeper, createReader } from '../../src/media/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'
import { jpeg } from './pictures.ts'

export const work = async (path: string, folder: string, dieAt: (point: string) => void = () => {}): Promise<void> => {
  const store = await openStore(`sqlite:${path}`)
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const reader = createReader()
  const whatsapp: Connector = {
    channel: 'whatsapp',
    limits: { routes: [] },
    inspect: () => [],
    fetchMedia: async () => {
      dieAt('fetching')
      return { bytes: await jpeg(1), mimeType: 'image/jpeg' }
    },
  }
  const keeper = createKeeper({
    store,
    folder,
    connectors: [whatsapp],
    clock: Date.now,
    largestDocument: 100 * 1024 ** 2,
    ocr: false,
    transcribe: null,
    reader: {
      ...reader,
      picture: async (bytes) => {
        const read = await reader.picture(bytes)
        dieAt('reading')
        return read
      },
    },
    pipeline: {
      receive: async (events, source) => {
        dieAt('telling')
        const told = await pipeline.receive(events, source)
        dieAt('told')
        return told
      },
    },
  })
  while ((await keeper.turn()) > 0);
  await reader.stop()
  await pipeline.drain()
  await store.close()
}
