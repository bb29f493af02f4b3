// sada similarity --in PAIRS.jsonl --out SCORES.jsonl
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { similarity } from '../../dedupe/index.ts'
import { readLines } from './post-lines.ts'
import { attempt } from './usage.ts'

const usage = 'usage: sada similarity --in PAIRS.jsonl --out SCORES.jsonl'
const PairLine = z.object({ id: z.union([z.string(), z.number()]), a: z.string(), b: z.string() })

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values } = parseArgs({ args: [...args], options: { in: { type: 'string' }, out: { type: 'string' } } })
    const { in: from, out } = values
    if (!from || !out) return null
    return async () => {
      const lines: string[] = []
      for await (const { id, a, b } of readLines(from, PairLine))
        lines.push(`${JSON.stringify({ id, score: Number(similarity(a, b).toFixed(6)) })}\n`)
      writeFileSync(out, lines.join(''))
      console.error(`${lines.length} pairs`)
      return 0
    }
  })
