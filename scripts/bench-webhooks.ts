// npm run bench:webhooks [-- --rate 2000 --seconds 60 --control-seconds 15 --only grouped|one|busy --out docs]
// How many signed webhooks a second are answered, how fast, and what a commit for each request would do.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { page } from './bench-webhooks/page.ts'
import { type Result, type Run, runOnce } from './bench-webhooks/run.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    'control-seconds': { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    out: { type: 'string' },
  },
})
const [rate, seconds, short] = [values.rate, values.seconds, values['control-seconds']].map(Number) as [
  number,
  number,
  number,
]
if (![rate, seconds, short].every((n) => Number.isInteger(n) && n > 0)) {
  console.error(
    'usage: npm run bench:webhooks -- [--rate N] [--seconds N] [--control-seconds N] [--only grouped|one|busy] [--out FOLDER]',
  )
  process.exit(2)
}

const wanted = [
  { name: 'grouped', mode: 'grouped', seconds, busy: false, drainSeconds: 20 },
  { name: 'busy', mode: 'grouped', seconds: short, busy: true, drainSeconds: 1 },
  { name: 'one', mode: 'one', seconds: short, busy: false, drainSeconds: 1 },
] as const
const began = loadavg()[0]!
const runs: Run[] = []
for (const one of wanted.filter(({ name }) => values.only === '' || values.only === name)) {
  console.error(`${one.name}: ${rate} a second for ${one.seconds} s`)
  const run = await runOnce({ ...one, rate })
  console.error(JSON.stringify(run))
  runs.push(run)
}
const result: Result = {
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    load: [began, loadavg()[0]!],
  },
  rate,
  runs,
}
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'bench-webhooks.json'), `${JSON.stringify(result, null, 1)}\n`)
  writeFileSync(join(values.out, 'bench-webhooks.md'), page(result))
}
console.log(page(result))
