// node scripts/train-meaning.ts --data DIR [--out DIR] [--pretrain EPOCHS]
// Trains the models of dedupe/meaning from labelled data and writes them with their provenance and figures. The same data
// and seed give the same bytes. A corpus is trained on, never shipped; labelled worlds fit a dozen weights, no word of them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isKept, readData } from './meaning/data.ts'
import { figuresOf } from './meaning/figures.ts'
import { finishModel, fitWeighings } from './meaning/finish.ts'
import { recipe, trainNetwork } from './meaning/train.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'dedupe/meaning' },
    // Skip-gram over the corpus first: an ablation, off since it did not help (see dedupe/meaning/README.md).
    pretrain: { type: 'string', default: '0' },
  },
})
if (values.data === undefined) {
  console.error('usage: node scripts/train-meaning.ts --data DIR [--out DIR] [--pretrain EPOCHS]')
  process.exit(2)
}

const chosen = { ...recipe, pretraining: { ...recipe.pretraining, epochs: Number(values.pretrain) } }
const data = readData(values.data, ['a', 'b', 'c', 'i'])
const taught = {
  ...data,
  utterances: data.utterances.filter(({ id }) => !isKept(id)),
  paraphrases: data.paraphrases.filter(({ id }) => !isKept(id)),
}
const trained = trainNetwork(taught, chosen, (line) => console.error(line))
const stored = finishModel(trained, taught, data)
const weighings = fitWeighings(stored, data)
const provenance = { version: stored.version, recipe: chosen, figures: figuresOf(stored, data), data: data.hashes }
const write = (name: string, content: unknown, indent?: number) =>
  writeFileSync(join(values.out, name), `${JSON.stringify(content, null, indent)}\n`)
write('encoder.json', stored)
write('weighings.json', weighings, 2)
write('provenance.json', provenance, 2)
