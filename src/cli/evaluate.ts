// sada evaluate --gold FILE… [--leave-one-out] [--errors N] [--json]: every figure of the matcher on labelled worlds.
import { parseArgs } from 'node:util'
import {
  bCubedInterval,
  calibratedFolds,
  type Figures,
  figuresOf,
  foldsOf,
  shippedWeights,
} from '../../dedupe/index.ts'
import { errorLines, figureLines } from './figure-lines.ts'
import { attempt } from './usage.ts'
import { readWorld } from './worlds.ts'

const usage = 'usage: sada evaluate --gold FILE… [--leave-one-out] [--errors N] [--json]'

const intervals = (figures: readonly Figures[]) =>
  (['balanced', 'strict'] as const).map((mode) => ({ name: `${mode} B-cubed F1`, ...bCubedInterval(figures, mode) }))

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        gold: { type: 'string', multiple: true },
        'leave-one-out': { type: 'boolean', default: false },
        errors: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    })
    const files = [...(values.gold ?? []), ...positionals]
    const errors = Number(values.errors)
    const apart = values['leave-one-out']
    if (files.length === 0 || !Number.isInteger(errors) || (apart && files.length < 2)) return null
    return async () => {
      const worlds = await Promise.all(files.map(readWorld))
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
