// sada train --gold FILE… [--beside FILE…] [--verdicts FILE --posts FILE] [--out weights.json]: fits match weights and calibration from
// labelled worlds, and from what people ruled on posts of their own.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  calibratedFolds,
  figuresOf,
  foldsOf,
  prepare,
  type Report,
  summary,
  train,
  type Verdict,
  version,
  type World,
  worldOfVerdicts,
} from '../../dedupe/index.ts'
import { InvalidInputError } from '../errors.ts'
import { PostLine, readLines, toPost } from './post-lines.ts'
import { attempt } from './usage.ts'
import { hashOf, listed, readWorlds } from './worlds.ts'

const usage = `usage: sada train --gold FILE… [--beside FILE…] [--verdicts FILE --posts FILE] [--out weights.json]   (two worlds or more)
  beside: worlds whose posts weigh half, such as those made to press on one weakness
  verdicts: lines {"a":POST,"b":POST,"link":"must"|"cannot"} about posts of the file --posts: \`sada export verdicts\` and \`sada export posts\``

/** `sada export posts` names a few things otherwise. */
const ExportedLine = z
  .looseObject({
    createdAt: z.string(),
    replyTo: z.string().nullable(),
    author: z.object({ id: z.string() }).nullable(),
  })
  .transform(({ createdAt, replyTo, author, ...post }) => ({
    ...post,
    created_at: createdAt,
    reply_to: replyTo,
    author: author?.id,
  }))
const KnownPost: z.ZodType<PostLine> = z.preprocess((line) => ExportedLine.safeParse(line).data ?? line, PostLine)

const VerdictLine = z.object({ a: z.string(), b: z.string(), link: z.enum(['must', 'cannot']) })

const ruledWorld = async (verdictsFile: string, postsFile: string): Promise<World> => {
  const verdicts: Verdict[] = []
  for await (const line of readLines(verdictsFile, VerdictLine)) verdicts.push(line)
  const named = new Set(verdicts.flatMap(({ a, b }) => [a, b]))
  const reports: Report[] = []
  for await (const line of readLines(postsFile, KnownPost))
    if (named.delete(line.id)) reports.push(prepare(toPost(line)))
  const [missing] = named
  if (missing !== undefined)
    throw new InvalidInputError(
      '--posts',
      `post ${missing} of the verdicts is not in ${postsFile}`,
      'Give the file that holds every post the verdicts name.',
    )
  return worldOfVerdicts(reports, verdicts)
}

export const run = (args: readonly string[]): Promise<number> =>
  attempt(usage, () => {
    const { values, positionals } = parseArgs({
      args: listed(args),
      allowPositionals: true,
      options: {
        gold: { type: 'string', multiple: true },
        beside: { type: 'string', multiple: true, default: [] },
        verdicts: { type: 'string' },
        posts: { type: 'string' },
        out: { type: 'string', default: 'weights.json' },
      },
    })
    const { beside, verdicts, posts } = values
    const gold = [...(values.gold ?? []), ...positionals]
    const files = [...gold, ...beside]
    if (files.length < 2 || (verdicts === undefined) !== (posts === undefined)) return null
    return async () => {
      const worlds = await readWorlds({ gold, beside })
      if (verdicts && posts) worlds.push(await ruledWorld(verdicts, posts))
      console.error(`fitting on ${worlds.map((w) => w.name).join(', ')}, each left out once for measuring`)
      const folds = calibratedFolds(foldsOf(worlds))
      const sources = verdicts && posts ? [...files, verdicts, posts] : files
      const data = sources.map((file) => ({ file: basename(file), sha256: hashOf(file) }))
      const scores = Object.fromEntries(
        folds.map(({ world, weights }) => [world.name, summary(figuresOf(world, weights))]),
      )
      const provenance = { command: 'sada train', language: version, data, leaveOneOut: scores }
      writeFileSync(values.out, `${JSON.stringify(train(worlds, folds, 'kuwait-1', provenance))}\n`)
      console.error(JSON.stringify(scores, null, 1))
      return 0
    }
  })
