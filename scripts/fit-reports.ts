// node scripts/fit-reports.ts --data DIR
// Fits how much each sign says that a post belongs with an incident (dedupe/slots/report-weights.json), from labelled
// worlds and utterances. The learned head has seen most of these texts, so its weight is set, not fitted. Same data, same bytes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { signalsOfPost } from '../dedupe/prepare.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (values.data === undefined) {
  console.error('usage: node scripts/fit-reports.ts --data DIR')
  process.exit(2)
}

type Line = {
  text: string
  kind: string
  incident?: string | null
  tags?: string[]
  topic?: string | null
  state?: string
  media?: { kind: string; phash?: string | null }[]
}
const lines = (file: string) =>
  readFileSync(join(values.data!, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** Posts that say nothing by themselves are left to their context. */
const speechless = ['burst', 'vague', 'followup', 'thanks-closed', 'quote']
const worlds = ['a', 'b', 'c', 'i']
  .flatMap((name) => lines(`gold/dev/${name}.jsonl`))
  .filter(({ incident, tags }) => incident === null || !tags!.some((tag) => speechless.includes(tag)))
  .map((post) => ({ post, belongs: post.incident !== null }))
const silent = ['greeting', 'advert', 'chain', 'general-question', 'other']
const utterances = ['u1', 'u2', 'u3', 'u4', 'u5']
  .flatMap((name) => lines(`utterances/${name}.jsonl`))
  .map((post) => ({
    post,
    belongs: !silent.includes(post.kind) && (post.kind !== 'thanks' || post.state === 'solved'),
  }))

const LEARNED = 0.5
const RIDGE = 2
const STEP = 0.0005
const ROUNDS = 1500

const logit = (p: number) => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))
const examples = [...worlds, ...utterances].map(({ post, belongs }) => {
  const { signals, learned } = signalsOfPost(post.text, (post.media ?? []).length > 0)
  return { values: Object.values(signals), names: Object.keys(signals), offset: LEARNED * logit(learned), belongs }
})
const names = examples[0]!.names
const rare = examples.filter(({ belongs }) => !belongs).length
const balance = Math.sqrt((examples.length - rare) / rare)

let bias = 0
const fitted = names.map(() => 0)
for (let round = 0; round < ROUNDS; round++) {
  const slope = names.map((_, j) => -RIDGE * fitted[j]!)
  let lift = 0
  for (const { values: x, offset, belongs } of examples) {
    const p = 1 / (1 + Math.exp(-(offset + bias + x.reduce((sum, value, j) => sum + value * fitted[j]!, 0))))
    const error = belongs ? 1 - p : -p * balance
    lift += error
    for (const [j, value] of x.entries()) slope[j]! += error * value
  }
  bias += STEP * lift
  for (const j of names.keys()) fitted[j]! += STEP * slope[j]!
}

const round = (value: number) => Math.round(value * 1000) / 1000
const signals = Object.fromEntries(names.map((name, j) => [name, round(fitted[j]!)]))
const out = {
  trainedOn: { examples: examples.length, belongWithNothing: rare },
  learned: LEARNED,
  bias: round(bias),
  signals,
}
writeFileSync(join(import.meta.dirname, '../dedupe/slots/report-weights.json'), `${JSON.stringify(out, null, 2)}\n`)
console.error(`${examples.length} examples, ${rare} of them belong with nothing`)
