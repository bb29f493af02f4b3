// node scripts/fit-keys.ts --data DIR
// Prints what each kind of block key says for a case (dedupe/blocking/worth.ts holds it, rounded), and how often the right
// case is among the first. Fitted on labelled worlds, each alone and all among a hundred thousand made-up posts, so that a
// key is worth the same in an inbox of three hundred and in that of a country. Same data, same figures.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createBlockIndex, ring } from '../dedupe/blocking/index.ts'
import { weighedKeysOf } from '../dedupe/blocking/keys.ts'
import { fade, type KeyKind, worthOf } from '../dedupe/blocking/worth.ts'
import { keysOf, type Report } from '../dedupe/index.ts'
import { readWorlds } from '../src/cli/worlds.ts'
import { readPool, toldAt } from './bench/reports.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (values.data === undefined) {
  console.error('usage: node scripts/fit-keys.ts --data DIR')
  process.exit(2)
}

type Said = { readonly report: Report; readonly of: string | null; readonly real: boolean }
const kinds = Object.keys(worthOf) as KeyKind[]
const numberOf = new Map(kinds.map((kind, i) => [kind, i]))

/** Of the cases that a report's keys lead to, what each shares with it by kind of key, faded; the right one is the first. */
type Choice = { readonly cases: readonly Float64Array[]; readonly setting: string }

const choicesOf = (stream: readonly Said[], setting: string): Choice[] => {
  const index = createBlockIndex(1 << 24)
  const numbers = new Map<string, number>()
  return stream.flatMap(({ report, of, real }): Choice[] => {
    if (of === null) return []
    const { prints } = weighedKeysOf(report)
    const before = numbers.get(of)
    const number = before ?? numbers.size
    numbers.set(of, number)
    const shares = new Map<number, Float64Array>()
    if (before !== undefined && real) {
      const kindAt = keysOf(report).map((key) => numberOf.get(key.split(':', 1)[0] as KeyKind)!)
      const [found, lengths] = [new Int32Array(prints.length * ring), new Int32Array(prints.length)]
      index.look(prints, found, lengths)
      lengths.forEach((length, i) => {
        for (let place = 0; place < length; place++) {
          const one = found[i * ring + place]!
          const share = shares.get(one) ?? new Float64Array(kinds.length)
          share[kindAt[i]!]! += fade[place]!
          shares.set(one, share)
        }
      })
    }
    index.add(prints, number)
    if (before === undefined || !real) return []
    const right = shares.get(number)
    shares.delete(number)
    return [{ cases: right === undefined ? [] : [right, ...shares.values()], setting }]
  })
}

const score = (worth: Float64Array, shares: Float64Array): number =>
  shares.reduce((sum, share, i) => sum + share * worth[i]!, 0)

/** Conditional logit by adaptive gradient steps, in the order of the data. */
const learned = (choices: readonly Choice[], rounds = 12, step = 0.05): Float64Array => {
  const worth = new Float64Array(kinds.length).fill(1.5)
  const squares = new Float64Array(kinds.length).fill(1e-8)
  for (let round = 0; round < rounds; round++)
    for (const { cases } of choices) {
      const scores = cases.map((shares) => score(worth, shares))
      const most = Math.max(...scores)
      const odds = scores.map((one) => Math.exp(one - most))
      const all = odds.reduce((sum, one) => sum + one, 0)
      const slope = new Float64Array(kinds.length)
      cases.forEach((shares, c) => {
        const wrong = odds[c]! / all - (c === 0 ? 1 : 0)
        for (let i = 0; i < kinds.length; i++) slope[i]! += wrong * shares[i]!
      })
      for (let i = 0; i < kinds.length; i++) {
        if (slope[i] === 0) continue
        squares[i]! += slope[i]! ** 2
        worth[i]! -= (step * slope[i]!) / Math.sqrt(squares[i]!)
      }
    }
  return worth
}

const within = (choices: readonly Choice[], worth: Float64Array, most: number): number => {
  const hits = choices.filter(({ cases: [right, ...others] }) => {
    if (right === undefined) return false
    const line = score(worth, right)
    return others.filter((shares) => score(worth, shares) >= line).length < most
  })
  return hits.length / choices.length
}

const beside = join(import.meta.dirname, '../test/worlds')
const worlds = await readWorlds({
  gold: ['a', 'b', 'c', 'i'].map((name) => join(values.data!, `gold/dev/${name}.jsonl`)),
  beside: readdirSync(beside)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(beside, name)),
})
const saidIn = worlds.map(({ name, reports, gold }) =>
  reports.map((report, i): Said => {
    const { incident } = gold[i]!
    return { report, of: incident === null ? null : `${name}/${incident}`, real: true }
  }),
)
const pool = readPool(1)
let told = 0
const among = (most: number): Said[] => {
  const inTurn = saidIn.flatMap((said) => said.map((one, i) => ({ one, when: i / said.length })))
  return inTurn
    .sort((x, y) => x.when - y.when)
    .flatMap(({ one }) => [
      one,
      ...Array.from({ length: most }, (): Said => {
        const { report, case: of } = toldAt(pool, told++)
        return { report, of: `told ${of}`, real: false }
      }),
    ])
}
const choices = [
  ...saidIn.flatMap((said) => choicesOf(said, 'alone')),
  ...[2, 13].flatMap((most) => choicesOf(among(most), `${most} others for each`)),
]
const fitted = learned(choices)
const held = Float64Array.from(kinds, (kind) => worthOf[kind])
for (const [i, kind] of kinds.entries()) console.log(`${kind.padEnd(8)}${fitted[i]!.toFixed(2)}  held ${held[i]}`)
for (const setting of new Set(choices.map((one) => one.setting))) {
  const of = choices.filter((one) => one.setting === setting)
  const shares = [1, 3, 5, 32].map((most) => `${most}: ${within(of, held, most).toFixed(3)}`)
  console.log(`${setting}: ${of.length} posts; right case within ${shares.join(', ')}`)
}
