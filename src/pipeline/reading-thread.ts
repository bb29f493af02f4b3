// The other end of reader.ts.
import { parentPort } from 'node:worker_threads'
import { addedBy } from './additions.ts'
import type { FromReader, ToReader } from './reader.ts'
import { readPost } from './reading.ts'

const readAll = ({ posts, additions }: ToReader) => {
  try {
    const added = addedBy(additions)
    return posts.map((post) => readPost(post, added))
  } catch {
    return null
  }
}

parentPort!.on('message', (asked: ToReader) =>
  parentPort!.postMessage({ id: asked.id, readings: readAll(asked) } satisfies FromReader),
)
