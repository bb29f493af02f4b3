// Peers fill up to each size, then answer and take a few posts more; slow ones are asked less often.
import { folded, type Peer, peers } from './peers.ts'
import { tellings } from './posts.ts'

export type PeerRow = { readonly name: string; readonly posts: number; readonly perSecond: number }

/** Slow peers are asked few questions: a question at 100,000 posts may take a second. */
const questionsAt = (size: number): number => (size >= 100_000 ? 8 : 40)
const cpu = () => process.cpuUsage().user / 1000

const run = (peer: Peer, texts: readonly string[], size: number): PeerRow => {
  const questions = questionsAt(size)
  for (let i = 0; i < size - questions; i++) peer.add(i, texts[i]!)
  const start = cpu()
  for (let i = size - questions; i < size; i++) {
    peer.near(texts[i]!)
    peer.add(i, texts[i]!)
  }
  return { name: peer.name, posts: size, perSecond: (1000 * questions) / Math.max(1, cpu() - start) }
}

export const benchPeers = (sizes: readonly number[], seed: number, say: (line: string) => void): PeerRow[] => {
  const most = Math.max(0, ...sizes)
  const texts: string[] = []
  for (const { post } of tellings(seed)) {
    if (texts.length === most) break
    texts.push(folded(post.text))
  }
  return peers.flatMap((make) =>
    sizes.map((size) => {
      const row = run(make(), texts, size)
      say(`${row.name} at ${size}: ${row.perSecond.toFixed(1)} posts a second`)
      return row
    }),
  )
}
