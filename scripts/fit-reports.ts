// node scripts/fit-reports.ts --data DIR
// Fits how much each sign says that a post belongs with an incident (dedupe/slots/report-weights.json), from labelled
// worlds and the utterances kept from the learned head: where it has seen a text it needs no sign, and signs would look
// worthless. Each world is also judged by a fit on the others; those figures are kept beside the weights, and so is that fit,
// for a matcher that is measured on the world. Same data, same bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { signalsOfPost } from '../dedupe/prepare.ts'
import { hashOf } from '../src/cli/worlds.ts'
import { isKept } from './meaning/data.ts'
import { type Fitted, fitLogistic, type Row } from './meaning/logistic.ts'
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
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** Posts that say nothing by themselves are left to their context. */
const speechless = ['burst', 'vague', 'followup', 'thanks-closed', 'quote']
const speaks = ({ text, tags = [] }: Line): boolean =>
  !tags.some((tag) => speechless.includes(tag)) && text.split(/\s+/).length > 3

const gold = ['a', 'b', 'c', 'i'].map((name) => join(values.data!, `gold/dev/${name}.jsonl`))
const beside = join(import.meta.dirname, '../test/worlds')
const invented = readdirSync(beside)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .map((name) => join(beside, name))
/** Invented worlds hold more of what is hard to tell than an inbox does. */
const INVENTED = 0.5
const worlds = [...gold, ...invented].map((file) => ({
  name: basename(file, '.jsonl'),
  sha256: hashOf(file),
  share: invented.includes(file) ? INVENTED : 1,
  posts: lines(file)
    .filter((post) => post.incident === null || speaks(post))
    .map((post) => ({ post, belongs: post.incident !== null })),
}))
const silent = ['greeting', 'advert', 'chain', 'general-question', 'other']
const utterances = ['u1', 'u2', 'u3', 'u4', 'u5']
  .flatMap((name) => lines(join(values.data!, `utterances/${name}.jsonl`)))
  .filter(({ id }) => isKept(id))
  .map((post) => ({
    post,
    belongs: !silent.includes(post.kind) && (post.kind !== 'thanks' || post.state === 'solved'),
  }))

const LEARNED = 0.7
const RIDGE = 2

const logit = (p: number) => Math.log(Math.max(p, 1e-4) / Math.max(1 - p, 1e-4))
const exampleOf = ({ post, belongs }: { post: Line; belongs: boolean }, weight = 1): Row => {
  const { signals, learned } = signalsOfPost(post.text, (post.media ?? []).length > 0)
  return { signals: Object.values(signals), offset: LEARNED * logit(learned), truth: belongs, weight }
}

/** What belongs with nothing is rare, and counts more. */
const fitOn = (examples: readonly Row[]): Fitted => {
  const rare = examples.filter(({ truth }) => !truth).length
  const balance = Math.sqrt((examples.length - rare) / rare)
  const balanced = examples.map((row) => (row.truth ? row : { ...row, weight: row.weight! * balance }))
  return fitLogistic(balanced, RIDGE)
}
const scoreOf = ({ bias, weights }: Fitted, { signals, offset = 0 }: Row) =>
  offset + bias + signals.reduce((sum, value, j) => sum + value * weights[j]!, 0)

const round = (value: number) => Math.round(value * 1000) / 1000
const names = Object.keys(signalsOfPost('', false).signals)
const written = ({ bias, weights }: Fitted) => ({
  bias: round(bias),
  signals: Object.fromEntries(names.map((name, j) => [name, round(weights[j]!)])),
})

const more = utterances.map((one) => exampleOf(one))
const read = worlds.map(({ posts, share, ...world }) => ({
  ...world,
  examples: posts.map((one) => exampleOf(one, share)),
}))
const without = read.map(({ name, sha256, examples }) => {
  const fit = fitOn([...more, ...read.flatMap((world) => (world.name === name ? [] : world.examples))])
  const figures = reportFigures(examples, (example) => scoreOf(fit, example))
  return { name, sha256, figures, ...written(fit) }
})
const all = [...more, ...read.flatMap(({ examples }) => examples)]
const out = {
  trainedOn: { examples: all.length, belongWithNothing: all.filter(({ truth }) => !truth).length },
  learned: LEARNED,
  ...written(fitOn(all)),
  without,
}
writeFileSync(join(import.meta.dirname, '../dedupe/slots/report-weights.json'), `${JSON.stringify(out, null, 2)}\n`)
console.error(JSON.stringify(without.map(({ name, figures }) => [name, figures])))
