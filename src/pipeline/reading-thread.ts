// The other end of reader.ts.
import { parentPort } from 'node:worker_threads'
import type { FromReader, ToReader } from './reader.ts'
import { readPost } from './reading.ts'

const readAll = ({ posts }: ToReader) => {
  try {
    return posts.map(readPost)
  } catch {
    return null
  }
}

parentPort!.on('message', (asked: ToReader) =>
  parentPort!.postMessage({ id: asked.id, readings: readAll(asked) } satisfies FromReader),
)
