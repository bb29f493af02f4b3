// npm run bench [-- --sizes 10000,100000,1000000] [--seed 1] [--peers-up-to 100000] [--out dist/bench]
// The engine's speed from ten thousand to a million posts, look-up then insert, with peers beside it on the same posts.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchEngine, type EngineRow } from './bench/engine.ts'
import { benchPeers, type PeerRow } from './bench/peer-runs.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    seed: { type: 'string', default: '1' },
    'peers-up-to': { type: 'string', default: '100000' },
    out: { type: 'string', default: 'dist/bench' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const seed = Number(values.seed)
if (sizes.length === 0 || sizes.some((n) => !Number.isInteger(n) || n < 1000) || !Number.isInteger(seed)) {
  console.error('usage: npm run bench -- [--sizes 10000,100000,…] [--seed N] [--peers-up-to N] [--out FOLDER]')
  process.exit(2)
}

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version, load: loadavg() }
const say = (line: string) => console.error(line)
const engine: EngineRow[] = benchEngine(sizes, seed, say)
const peers: PeerRow[] = benchPeers(
  sizes.filter((n) => n <= Number(values['peers-up-to'])),
  seed,
  say,
)

const whole = (x: number): string => Math.round(x).toLocaleString('en')
const engineTable = [
  '| posts | matcher posts/s | with reading posts/s | p50 ms | p99 ms | matcher MB | right case among candidates |',
  '|---|---|---|---|---|---|---|',
  ...engine.map(
    (r) =>
      `| ${whole(r.posts)} | ${whole(r.matcherPerSecond)} | ${whole(r.withReadingPerSecond)} | ${r.p50.toFixed(2)} | ${r.p99.toFixed(2)} | ${whole(r.megabytes)} | ${r.candidateRecall.toFixed(3)} |`,
  ),
]
const growth = engine.length < 2 ? 1 : engine[0]!.matcherPerSecond / engine.at(-1)!.matcherPerSecond
const peerTable = [
  '| peer | posts | posts/s | Sada is faster by |',
  '|---|---|---|---|',
  ...peers.map((r) => {
    const ours = engine.find(({ posts }) => posts === r.posts)!.withReadingPerSecond
    return `| ${r.name} | ${whole(r.posts)} | ${r.perSecond.toFixed(1)} | ×${(ours / r.perSecond).toFixed(1)} |`
  }),
]
const page = [
  '# Bench of the matcher',
  '',
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.map((l) => l.toFixed(1)).join(' ')}, seed ${seed}. CPU seconds of one thread.`,
  '',
  ...engineTable,
  '',
  `Cost of a post, largest against smallest: ×${growth.toFixed(2)}.`,
  '',
  ...peerTable,
  '',
].join('\n')
mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'bench.json'), `${JSON.stringify({ machine, seed, engine, growth, peers }, null, 1)}\n`)
writeFileSync(join(values.out, 'bench.md'), page)
console.log(page)
