// npm run bench:import [-- --sizes 10000,100000,1000000 --seed 1 --out docs]
// Posts a second into SQLite with every row of every table (WAL, synchronous FULL), as `sada import` does it, as the store grows;
// then how long a process takes to start on what is there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tellings } from './bench/posts.ts'
import { readPool } from './bench/reports.ts'
import { growAndMeasure, type Restart, type Row, restart } from './bench-import/run.ts'
import { beginningOf, createStream } from './bench-import/stream.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const seed = Number(values.seed)
if (sizes.some((n, i) => !Number.isInteger(n) || n < 10_000 || n < (sizes[i - 1] ?? 0)) || !Number.isInteger(seed)) {
  console.error('usage: npm run bench:import -- [--sizes N,…] [--seed N] [--out FOLDER]; sizes from 10000, rising')
  process.exit(2)
}
const say = (line: string) => console.error(line)

const whole = (n: number) => Math.round(n).toLocaleString('en')
const rowOf = ({ posts, perSecond, microseconds, megabytes, bytesAPost, load }: Row): string =>
  `| ${[posts, perSecond, microseconds, megabytes, bytesAPost].map(whole).join(' | ')} | ${load.toFixed(1)} |`

const page = (rows: readonly Row[], again: Restart): string => `# Bench of the import

Made by \`npm run bench:import\`: a seeded stream into SQLite (WAL, synchronous FULL, every row of every table), 500 posts a transaction, as
\`sada import\` does it: one thread reads, another decides and writes. Measured over the last 5,000 posts before each size; what fills the
store up to there goes the same way, but for its reading, which is made beforehand.
${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, seed ${seed}.

| posts in the store | posts/s | processor µs a post, both threads | MB resident | bytes of store a post | load of the machine |
|---|---|---|---|---|---|
${rows.map(rowOf).join('\n')}

A process that starts on it compares again after ${again.seconds.toFixed(0)} s (${again.cpuSeconds.toFixed(0)} s of processor), ${whole(again.posts)} posts in the window, load ${again.load.toFixed(1)}.
`

const pool = readPool(seed)
const texts: string[] = []
for (const { post } of tellings(seed)) {
  if (texts.length === pool.told.length) break
  texts.push(post.text)
}
const folder = mkdtempSync(join(tmpdir(), 'sada-import-'))
try {
  const url = `sqlite:${join(folder, 'sada.db')}`
  const rows = await growAndMeasure(url, createStream(pool, texts, seed, beginningOf(sizes.at(-1)!)), sizes, say)
  const again = await restart(url)
  const result = {
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
    seed,
    rows,
    restart: again,
  }
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'bench-import.json'), `${JSON.stringify(result, null, 1)}\n`)
  writeFileSync(join(values.out, 'bench-import.md'), page(rows, again))
  console.log(page(rows, again))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
