// npm run bench [-- --full] [--sizes 10000,100000] [--seed 1] [--peers-up-to 10000] [--out docs]
// The engine's speed from ten thousand to a million posts, look-up then insert, with peers beside it on the same posts.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchEngine } from './bench/engine.ts'
import { page } from './bench/page.ts'
import { benchPeers } from './bench/peer-runs.ts'
import { readPool } from './bench/reports.ts'

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    seed: { type: 'string', default: '1' },
    'peers-up-to': { type: 'string' },
    out: { type: 'string', default: 'docs' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const seed = Number(values.seed)
if (sizes.length === 0 || sizes.some((n) => !Number.isInteger(n) || n < 10_000) || !Number.isInteger(seed)) {
  console.error(
    'usage: npm run bench -- [--full] [--sizes 10000,100000,…] [--seed N] [--peers-up-to N] [--out FOLDER]; sizes from 10000',
  )
  process.exit(2)
}

const peersUpTo = Number(values['peers-up-to'] ?? (values.full ? 100_000 : 10_000))
const say = (line: string) => console.error(line)
const began = loadavg()
const pool = readPool(seed)
say(`reading: ${pool.readingMicroseconds.toFixed(0)} µs a post`)
const engine = benchEngine(sizes, pool, say)
const peers = benchPeers(
  sizes.filter((n) => n <= peersUpTo),
  seed,
  say,
)
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  load: [began[0]!, loadavg()[0]!],
}
const result = { machine, seed, readingMicroseconds: pool.readingMicroseconds, engine, peers }
mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'bench.json'), `${JSON.stringify(result, null, 1)}\n`)
writeFileSync(join(values.out, 'bench.md'), page(result))
console.log(page(result))
