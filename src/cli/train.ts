// sada train --gold FILE… [--out weights.json]: fits match weights and calibration from labelled worlds.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { calibratedFolds, figuresOf, foldsOf, summary, train, version } from '../../dedupe/index.ts'
import { attempt } from './usage.ts'
import { hashOf, readWorld } from './worlds.ts'

const usage = 'usage: sada train --gold FILE… [--out weights.json]   (two worlds or more)'

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { gold: { type: 'string', multiple: true }, out: { type: 'string', default: 'weights.json' } },
    })
    const files = [...(values.gold ?? []), ...positionals]
    if (files.length < 2) return null
    return async () => {
      const worlds = await Promise.all(files.map(readWorld))
      console.error(`fitting on ${worlds.map((w) => w.name).join(', ')}, each left out once for measuring`)
      const folds = calibratedFolds(foldsOf(worlds))
      const data = files.map((file) => ({ file: basename(file), sha256: hashOf(file) }))
      const scores = Object.fromEntries(
        folds.map(({ world, weights }) => [world.name, summary(figuresOf(world, weights))]),
      )
      const provenance = { command: 'sada train', language: version, data, leaveOneOut: scores }
      writeFileSync(values.out, `${JSON.stringify(train(worlds, folds, 'kuwait-1', provenance))}\n`)
      console.error(JSON.stringify(scores, null, 1))
      return 0
    }
  })
