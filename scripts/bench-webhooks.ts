// npm run bench:webhooks [-- --rate 2000 --seconds 60 --control-seconds 15 --only grouped|one|busy --out docs]
// How many signed webhooks a second are answered, how fast, and what a commit for each request would do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
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
const file = values.out === undefined ? null : join(values.out, 'bench-webhooks.json')
/** With --only, the other runs of the page stay as they were measured. */
const earlier = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null
const runs: Run[] = []
for (const one of wanted) {
  const before =
    earlier?.rate === rate ? earlier.runs.filter(({ mode, busy }) => mode === one.mode && busy === one.busy) : []
  if (values.only !== '' && values.only !== one.name) {
    runs.push(...before)
    continue
  }
  console.error(`${one.name}: ${rate} a second for ${one.seconds} s`)
  const run = await runOnce({ ...one, rate })
  console.error(JSON.stringify(run))
  runs.push(run)
}
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }
const result: Result = { machine, rate, runs }
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'bench-webhooks.json'), `${JSON.stringify(result, null, 1)}\n`)
  writeFileSync(join(values.out, 'bench-webhooks.md'), page(result))
}
console.log(page(result))
