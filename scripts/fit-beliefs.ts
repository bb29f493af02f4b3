// node scripts/fit-beliefs.ts --data DIR
// Fits when a problem that the lexicon read is believed (dedupe/slots/belief-weights.json), on labelled utterances and
// paraphrases. Two heads are trained, each without the texts it judges; the kept fifth is neither taught nor fitted on, and
// is judged by the shipped model. Same data, same bytes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import stored from '../dedupe/meaning/encoder.json' with { type: 'json' }
import { loadModel } from '../dedupe/meaning/model.ts'
import { figuresOf, labelledTexts, lineOf, rowsOf } from './meaning/beliefs.ts'
import { type Data, foldOf, readData } from './meaning/data.ts'
import { finishModel } from './meaning/finish.ts'
import { fitLogistic } from './meaning/logistic.ts'
import { recipe, trainNetwork } from './meaning/train.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (values.data === undefined) {
  console.error('usage: node scripts/fit-beliefs.ts --data DIR')
  process.exit(2)
}

const data = readData(values.data, [])
const texts = labelledTexts(data)
const without = (...folds: readonly number[]): Data => ({
  ...data,
  utterances: data.utterances.filter(({ id }) => !folds.includes(foldOf(id))),
  paraphrases: data.paraphrases.filter(({ id }) => !folds.includes(foldOf(id))),
  reports: data.reports.filter(({ id }) => !folds.includes(foldOf(id))),
})

const halves = [
  [1, 2],
  [3, 4],
]
const rows = halves.flatMap((judged) => {
  console.error(`a head without folds ${judged}`)
  const taught = without(0, ...judged)
  const trained = trainNetwork(taught, recipe, () => {})
  const head = loadModel(finishModel(trained, taught, data))
  return rowsOf(
    head,
    texts.filter(({ id }) => judged.includes(foldOf(id))),
  )
})
const { bias, weights } = fitLogistic(rows)
const line = lineOf(rows, { bias, weights })
const kept = rowsOf(
  loadModel(stored),
  texts.filter(({ id }) => foldOf(id) === 0),
)
const round = (value: number) => Math.round(value * 1000) / 1000
const out = {
  trainedOn: figuresOf(rows, { bias, weights }, line),
  kept: figuresOf(kept, { bias, weights }, line),
  line,
  bias: round(bias),
  weights: weights.map(round),
}
writeFileSync(join(import.meta.dirname, '../dedupe/slots/belief-weights.json'), `${JSON.stringify(out, null, 2)}\n`)
console.error(JSON.stringify(out))
