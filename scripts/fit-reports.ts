// node scripts/fit-reports.ts --data DIR
// Fits how much each sign says that a post belongs with an incident (dedupe/slots/report-weights.json), from labelled
// worlds and the utterances kept from the learned head: where it has seen a text it needs no sign, and signs would look
// worthless. Each world is also judged by a fit on the others; those figures are kept beside the weights. Same data, same bytes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { signalsOfPost } from '../dedupe/prepare.ts'
import { isKept } from './meaning/data.ts'
import { reportFigures } from './meaning/measure.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (values.data === undefined) {
  console.error('usage: node scripts/fit-reports.ts --data DIR')
  process.exit(2)
}

type Line = {
  id: string
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
const worlds = ['a', 'b', 'c', 'i'].map((name) => ({
  name,
  posts: lines(`gold/dev/${name}.jsonl`)
    .filter(({ incident, tags }) => incident === null || !tags!.some((tag) => speechless.includes(tag)))
    .map((post) => ({ post, belongs: post.incident !== null })),
}))
const silent = ['greeting', 'advert', 'chain', 'general-question', 'other']
const utterances = ['u1', 'u2', 'u3', 'u4', 'u5']
  .flatMap((name) => lines(`utterances/${name}.jsonl`))
  .filter(({ id }) => isKept(id))
  .map((post) => ({
    post,
    belongs: !silent.includes(post.kind) && (post.kind !== 'thanks' || post.state === 'solved'),
  }))

const LEARNED = 0.5
const RIDGE = 2
const STEP = 0.0005
const ROUNDS = 2500

const logit = (p: number) => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))
type Example = { readonly values: readonly number[]; readonly offset: number; readonly belongs: boolean }
const exampleOf = ({ post, belongs }: { post: Line; belongs: boolean }): Example => {
  const { signals, learned } = signalsOfPost(post.text, (post.media ?? []).length > 0)
  return { values: Object.values(signals), offset: LEARNED * logit(learned), belongs }
}
type Fit = { readonly bias: number; readonly weights: readonly number[] }
const scoreOf = ({ bias, weights }: Fit, { values: x, offset }: Example) =>
  offset + bias + x.reduce((sum, value, j) => sum + value * weights[j]!, 0)

const fitOn = (examples: readonly Example[]): Fit => {
  const rare = examples.filter(({ belongs }) => !belongs).length
  const balance = Math.sqrt((examples.length - rare) / rare)
  let bias = 0
  const weights = examples[0]!.values.map(() => 0)
  for (let round = 0; round < ROUNDS; round++) {
    const slope = weights.map((weight) => -RIDGE * weight)
    let lift = 0
    for (const example of examples) {
      const p = 1 / (1 + Math.exp(-scoreOf({ bias, weights }, example)))
      const error = example.belongs ? 1 - p : -p * balance
      lift += error
      for (const [j, value] of example.values.entries()) slope[j]! += error * value
    }
    bias += STEP * lift
    for (const j of weights.keys()) weights[j]! += STEP * slope[j]!
  }
  return { bias, weights }
}

const more = utterances.map(exampleOf)
const read = worlds.map(({ name, posts }) => ({ name, examples: posts.map(exampleOf) }))
const leftOut = Object.fromEntries(
  read.map(({ name, examples }) => {
    const others = read.flatMap((world) => (world.name === name ? [] : world.examples))
    const fit = fitOn([...more, ...others])
    const rows = examples.map((example) => ({ truth: example.belongs, example }))
    return [name, reportFigures(rows, ({ example }) => scoreOf(fit, example))]
  }),
)
const all = [...more, ...read.flatMap(({ examples }) => examples)]
const fitted = fitOn(all)

const round = (value: number) => Math.round(value * 1000) / 1000
const names = Object.keys(signalsOfPost('', false).signals)
const out = {
  trainedOn: { examples: all.length, belongWithNothing: all.filter(({ belongs }) => !belongs).length },
  leaveOneWorldOut: leftOut,
  learned: LEARNED,
  bias: round(fitted.bias),
  signals: Object.fromEntries(names.map((name, j) => [name, round(fitted.weights[j]!)])),
}
writeFileSync(join(import.meta.dirname, '../dedupe/slots/report-weights.json'), `${JSON.stringify(out, null, 2)}\n`)
console.error(JSON.stringify(leftOut))
