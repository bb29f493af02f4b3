// Labelled worlds from JSONL files: posts as the engine may see them, and the truth apart.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { prepareUnseen, type World } from '../../dedupe/index.ts'
import { PostLine, readLines, toPost } from './post-lines.ts'

/** What a post of a world given with `--beside` weighs in a fit: a quarter, because there are many of them. */
export const besideShare = 0.25

const GoldLine = PostLine.extend({
  incident: z.string().nullable(),
  tags: z.array(z.string()).default([]),
  lang: z.string().default('und'),
})

export const readWorld = async (file: string): Promise<World> => {
  const reports = []
  const gold = []
  const sha256 = hashOf(file)
  for await (const line of readLines(file, GoldLine)) {
    const post = toPost(line)
    reports.push(prepareUnseen(post, sha256))
    const { incident, tags, lang } = line
    gold.push({ id: post.id, at: post.at, incident, tags, language: lang, channel: post.channel })
  }
  return { name: basename(file).replace(/\.jsonl$/, ''), reports, gold }
}

const lists = ['--gold', '--beside']

/** `--beside a b` as `--beside a --beside b`: the files after a list's flag are that list's. */
export const listed = (args: readonly string[]): string[] => {
  let list: string | null = null
  return args.flatMap((arg, i) => {
    if (arg.startsWith('--')) list = lists.includes(arg) ? arg : null
    return list === null || arg === list || args[i - 1] === list ? [arg] : [list, arg]
  })
}

export type WorldFiles = { readonly gold: readonly string[]; readonly beside: readonly string[] }

export const readWorlds = async ({ gold, beside }: WorldFiles): Promise<World[]> => [
  ...(await Promise.all(gold.map(readWorld))),
  ...(await Promise.all(beside.map(readWorld))).map((world) => ({ ...world, share: besideShare })),
]

export const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
