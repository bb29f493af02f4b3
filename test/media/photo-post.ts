// A store with one post that has a photo nobody has fetched yet.
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'

export const photoPost = async (path: string): Promise<void> => {
  const store = await openStore(`sqlite:${path}`)
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const post = { kind: 'post', channel: 'whatsapp', remoteId: 'w1', type: 'image', surface: 'dm' } as const
  const media = [{ kind: 'image', remoteId: 'p1' }] as const
  await pipeline.receive([{ ...post, text: 'حفرة في السالمية', author: { remoteId: '1' }, media }], { account: 'm' })
  await pipeline.drain()
  await store.close()
}
