// npm run bench:scale [-- --windows 10000,100000,1000000 --workers 1,2,4 --seconds 20 --seed 1 --out docs --postgres BIN]
// Posts a second with decisions on PostgreSQL, by workers and by posts in the window, everything on this machine. What is
// measured is written after each run: stopped early, the page holds what there was time for.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../src/store/index.ts'
import { readPool } from './bench/reports.ts'
import { openCopier } from './bench-scale/copy.ts'
import { servePostgres } from './bench-scale/database.ts'
import { keysIn, type Measured } from './bench-scale/figures.ts'
import { createFill } from './bench-scale/fill.ts'
import { page } from './bench-scale/page.ts'
import { createRun } from './bench-scale/run.ts'

const { values } = parseArgs({
  options: {
    windows: { type: 'string', default: '10000,100000,1000000' },
    workers: { type: 'string', default: '1,2,4' },
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs' },
    postgres: { type: 'string' },
  },
})
const [windows, workers] = [values.windows.split(',').map(Number), values.workers.split(',').map(Number)]
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
if ([...windows, ...workers, seconds, seed].some((n) => !Number.isInteger(n) || n < 1)) {
  console.error(
    'usage: npm run bench:scale -- [--windows N,…] [--workers N,…] [--seconds N] [--seed N] [--out FOLDER] [--postgres BIN]',
  )
  process.exit(2)
}
const began = performance.now()
const say = (line: string) => console.error(`${Math.round((performance.now() - began) / 1000)} s: ${line}`)

const folder = mkdtempSync(join(tmpdir(), 'sada-scale-keys-'))
chmodSync(folder, 0o755)
const database = await servePostgres(values.postgres)
const store = await openStore(database.url, { dataDir: folder })
const copier = await openCopier(database.url, folder)
const run = createRun({ store, database, folder, seed, seconds })

const measured: Measured[] = []
const keep = async (): Promise<void> => {
  const found = { machine: `${cpus().length} × ${cpus()[0]!.model}`, measured, keys: await keysIn(store) }
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'scale.json'), `${JSON.stringify({ seed, ...found }, null, 2)}\n`)
  page(values.out, found)
}

let stopping = false
const stop = async (): Promise<void> => {
  if (stopping) return
  stopping = true
  run.stop()
  await Promise.all([copier.end(), store.close()]).catch(() => {})
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(1)))

try {
  const fill = createFill(store, copier, readPool(seed))
  for (const window of windows.toSorted((a, b) => a - b)) {
    await fill(window)
    say(`a window of ${window}`)
    for (const count of workers) {
      measured.push(await run.measure(window, count))
      say(JSON.stringify(measured.at(-1)))
      await keep()
    }
  }
} catch (error) {
  if (!stopping) throw error
} finally {
  await stop()
}
