// sada evaluate --gold FILE… [--beside FILE…] [--leave-one-out] [--ablate] [--errors N] [--json]: every figure of the matcher on labelled
// worlds; --ablate fits and measures again without each part of the reading.
import { parseArgs } from 'node:util'
import {
  calibratedFolds,
  type Figures,
  figuresOf,
  foldsOf,
  intervalsOf,
  parts,
  shippedWeights,
  type World,
  without,
} from '../../dedupe/index.ts'
import { ablationLines, errorLines, figureLines } from './figure-lines.ts'
import { attempt } from './usage.ts'
import { listed, readWorlds } from './worlds.ts'

const usage = 'usage: sada evaluate --gold FILE… [--beside FILE…] [--leave-one-out] [--ablate] [--errors N] [--json]'

const intervals = (figures: readonly Figures[]) =>
  (['balanced', 'strict'] as const).flatMap((mode) => {
    const { bCubed, pairs } = intervalsOf(figures, mode)
    return [
      { name: `${mode} B-cubed F1`, ...bCubed },
      { name: `${mode} pair F1`, ...pairs },
    ]
  })

const apartFrom = (worlds: readonly World[]) =>
  calibratedFolds(foldsOf(worlds)).map(({ world, weights }) => figuresOf(world, weights))

const ablation = (worlds: readonly World[]): string[] => {
  const rows = ([null, ...parts] as const).map((part) => {
    console.error(part === null ? 'fitting with every part' : `fitting without ${part}`)
    return {
      name: part ?? 'whole',
      figures: apartFrom(part === null ? worlds : worlds.map((world) => without(world, part))),
    }
  })
  return ablationLines(rows)
}

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values, positionals } = parseArgs({
      args: listed(args),
      allowPositionals: true,
      options: {
        gold: { type: 'string', multiple: true },
        beside: { type: 'string', multiple: true, default: [] },
        'leave-one-out': { type: 'boolean', default: false },
        ablate: { type: 'boolean', default: false },
        errors: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    })
    const { beside } = values
    const gold = [...(values.gold ?? []), ...positionals]
    const files = [...gold, ...beside]
    const errors = Number(values.errors)
    const apart = values['leave-one-out'] || values.ablate
    if (files.length === 0 || !Number.isInteger(errors) || (apart && files.length < 2)) return null
    return async () => {
      const worlds = await readWorlds({ gold, beside })
      if (values.ablate) {
        console.log(ablation(worlds).join('\n'))
        return 0
      }
      if (apart) console.error(`fitting ${worlds.length} times, each world left out once`)
      const measured = apart
        ? calibratedFolds(foldsOf(worlds))
        : worlds.map((world) => ({ world, weights: shippedWeights() }))
      const figures: Figures[] = measured.map(({ world, weights }) => figuresOf(world, weights))
      if (values.json) console.log(JSON.stringify(figures, null, 1))
      else console.log(figureLines(figures, intervals(figures)).join('\n'))
      if (errors > 0)
        for (const { world, weights } of measured) console.log(errorLines(world, weights, errors).join('\n'))
      return 0
    }
  })
