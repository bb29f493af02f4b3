// sada explain ID ID --in POSTS.jsonl: why two posts are, or are not, of one case. JSON on stdout.
import { parseArgs } from 'node:util'
import { decide, locate, prepare, type Report } from '../../dedupe/index.ts'
import { InvalidInputError } from '../errors.ts'
import { PostLine, readLines, toPost } from './post-lines.ts'
import { attempt } from './usage.ts'

const usage = 'usage: sada explain ID ID --in POSTS.jsonl'

const find = async (file: string, ids: readonly string[]): Promise<Report[]> => {
  const found = new Map<string, Report>()
  for await (const line of readLines(file, PostLine))
    if (ids.includes(line.id)) found.set(line.id, prepare(toPost(line)))
  return ids.map((id) => {
    const report = found.get(id)
    if (!report) throw new InvalidInputError('ID', `no post ${id} in ${file}`, 'Give the ids of two posts of the file.')
    return report
  })
}

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { in: { type: 'string' } },
    })
    const from = values.in
    if (!from || positionals.length !== 2) return null
    return async () => {
      const [first, later] = (await find(from, positionals)).sort((a, b) => a.at - b.at) as [Report, Report]
      const view = { id: `case of ${first.id}`, members: [first], size: 1, closedAt: null }
      const { kind, p, match, rival, reason } = decide(later, [view])
      const compared = match ?? rival
      const terms = compared && locate(compared, later, [first]).terms
      console.log(JSON.stringify({ earlier: first.id, later: later.id, decision: kind, reason, p, terms }, null, 1))
      return 0
    }
  })
