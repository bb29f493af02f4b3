// sada cluster --in POSTS.jsonl --out CASES.jsonl [--mode strict|balanced]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { cluster, type Post } from '../../dedupe/index.ts'
import { PostLine, readLines, toPost } from './post-lines.ts'
import { attempt } from './usage.ts'

const usage = 'usage: sada cluster --in POSTS.jsonl --out CASES.jsonl [--mode strict|balanced]'

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values } = parseArgs({
      args: [...args],
      options: { in: { type: 'string' }, out: { type: 'string' }, mode: { type: 'string', default: 'strict' } },
    })
    const { mode, in: from, out } = values
    if (!from || !out || (mode !== 'strict' && mode !== 'balanced')) return null
    return async () => {
      const posts: Post[] = []
      for await (const line of readLines(from, PostLine)) posts.push(toPost(line))
      const cases = cluster(posts, { mode })
      writeFileSync(out, cases.map((line) => `${JSON.stringify(line)}\n`).join(''))
      console.error(`${posts.length} posts, ${new Set(cases.map((line) => line.case)).size} cases`)
      return 0
    }
  })
