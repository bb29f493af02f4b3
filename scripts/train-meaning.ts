// node scripts/train-meaning.ts --data DIR [--out DIR]
// Trains the encoder of dedupe/meaning from labelled data and writes it with its provenance. The same data and seed give
// the same bytes. The corpus is trained on, never shipped.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isKept, readData } from './meaning/data.ts'
import { packModel } from './meaning/pack.ts'
import { recipe, trainNetwork } from './meaning/train.ts'

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string', default: 'dedupe/meaning' } },
})
if (values.data === undefined) {
  console.error('usage: node scripts/train-meaning.ts --data DIR [--out DIR]')
  process.exit(2)
}

const data = readData(values.data, [])
const taught = {
  ...data,
  utterances: data.utterances.filter(({ id }) => !isKept(id)),
  paraphrases: data.paraphrases.filter(({ id }) => !isKept(id)),
}
const { network, vocabulary } = trainNetwork(taught, recipe)
const model = packModel(network, vocabulary.keys, 'meaning-1', {})
mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'encoder.json'), `${JSON.stringify(model)}\n`)
