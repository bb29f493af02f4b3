// The figures as a page.
import type { EngineRow } from './engine.ts'
import type { PeerRow } from './peer-runs.ts'

export type Result = {
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly node: string
    readonly load: readonly number[]
  }
  readonly seed: number
  readonly readingMicroseconds: number
  readonly engine: readonly EngineRow[]
  readonly peers: readonly PeerRow[]
}

const whole = (x: number): string => Math.round(x).toLocaleString('en')

const engineRow = (r: EngineRow): string =>
  `| ${[
    whole(r.posts),
    r.matchingMicroseconds.toFixed(0),
    whole(r.matchedPerSecond),
    whole(r.readAndMatchedPerSecond),
    r.p50.toFixed(2),
    r.p99.toFixed(2),
    whole(r.megabytes),
    r.candidateRecall?.toFixed(3) ?? '–',
  ].join(' | ')} |`

const peerRow = (engine: readonly EngineRow[]) => (r: PeerRow) => {
  const ours = engine.find(({ posts }) => posts === r.posts)!.readAndMatchedPerSecond
  return `| ${r.name} | ${whole(r.posts)} | ${r.perSecond.toFixed(1)} | ×${(ours / r.perSecond).toFixed(1)} |`
}

export const page = ({ machine, seed, readingMicroseconds, engine, peers }: Result): string => {
  const growth = engine.at(-1)!.matchingMicroseconds / engine[0]!.matchingMicroseconds
  return [
    '# Bench of the matcher',
    '',
    'Made by `npm run bench` (`--full` also asks the peers at 100,000 posts). Look-up then insert, one post after another,',
    'over the last 4,000 posts before each size; processor time of the process, waits of a post by the clock.',
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.map((l) => l.toFixed(1)).join(' → ')}, seed ${seed}.`,
    `Reading a text (\`prepare\`): ${whole(readingMicroseconds)} µs a post.`,
    '',
    '| posts | matching µs | matched/s | read and matched/s | p50 ms | p99 ms | MB above the text | right case among candidates |',
    '|---|---|---|---|---|---|---|---|',
    ...engine.map(engineRow),
    '',
    `Cost of a post at ${whole(engine.at(-1)!.posts)} against ${whole(engine[0]!.posts)}: ×${growth.toFixed(2)}.`,
    '',
    '| peer, text only | posts | posts/s | Sada, reading included, is faster by |',
    '|---|---|---|---|',
    ...peers.map(peerRow(engine)),
    '',
  ].join('\n')
}
