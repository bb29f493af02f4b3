// npm run storm [-- --posts 5000 --seconds 60 --workers 4 --out docs]
// The rehearsal of a nationwide storm, drawn: a hundred times the usual five posts a minute for ten minutes, ten times as fast.
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rehearse, type Sample } from '../test/scale/storm.ts'
import { drawn } from './bench-scale/drawing.ts'
import { writeInScale } from './bench-scale/scale-page.ts'

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '60' },
    workers: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs' },
  },
})
const { out, ...numbers } = values
const [posts, seconds, workers, seed] = [numbers.posts, numbers.seconds, numbers.workers, numbers.seed].map(Number) as [
  number,
  number,
  number,
  number,
]
if (![posts, seconds, workers, seed].every((n) => Number.isInteger(n) && n > 0)) {
  console.error('usage: npm run storm -- [--posts N] [--seconds N] [--workers N] [--seed N] [--out FOLDER]')
  process.exit(2)
}
const load = loadavg()[0]!
const { samples, ...seen } = await rehearse({ posts, seconds, workers, seed }, (line) => console.error(line))

const curve = (title: string, y: string, of: (sample: Sample) => number | null) =>
  drawn({
    title,
    x: 'seconds since the storm began',
    y,
    even: true,
    lines: [{ name: '', points: samples.flatMap((one) => (of(one) === null ? [] : [[one.at, of(one)!] as const])) }],
  })
const images = join(out, 'images')
mkdirSync(images, { recursive: true })
writeFileSync(
  join(images, 'storm-lag.svg'),
  curve('How long the oldest post has waited', 's', ({ lag }) => lag),
)
writeFileSync(
  join(images, 'storm-list.svg'),
  curve('Until the work list is there', 'ms', ({ list }) => list),
)

const lists = samples.flatMap(({ list }) => list ?? []).sort((a, b) => a - b)
const at = (share: number) => Math.round(lists[Math.floor(lists.length * share)] ?? 0)
writeInScale(out, 'storm', [
  `\`npm run storm -- --posts ${posts} --seconds ${seconds} --workers ${workers}\`, load ${load.toFixed(1)} before: ${seen.told} acknowledged, **${seen.lost} lost**, ` +
    `${seen.twice} twice, ${seen.faults.length} faults; the storm took ${seen.stormed.toFixed(0)} s, nothing was acknowledged for ${seen.gap.toFixed(1)} s ` +
    `when the primary died, and all was decided ${seen.drained.toFixed(0)} s after the last post. Of ${seen.cut.posts} posts of the one cut ` +
    `${seen.cut.largest} are in its case (${seen.cut.cases} cases in all). The work list: half within ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms. ` +
    `Answers: the quick channel had its own after ${seen.answered.quick.toFixed(1)} s, the slow one after ${seen.answered.slow.toFixed(1)} s, ${seen.answered.twice} twice.`,
  '',
  '![How long the oldest post has waited](images/storm-lag.svg)',
  '![Until the work list is there](images/storm-list.svg)',
])
console.log(JSON.stringify({ load, ...seen }))
