// Labelled worlds from JSONL files: posts as the engine may see them, and the truth apart.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { prepare, type World } from '../../dedupe/index.ts'
import { PostLine, readLines, toPost } from './post-lines.ts'

const GoldLine = PostLine.extend({
  incident: z.string().nullable(),
  tags: z.array(z.string()).default([]),
  lang: z.string().default('und'),
})

export const readWorld = async (file: string): Promise<World> => {
  const reports = []
  const gold = []
  for await (const line of readLines(file, GoldLine)) {
    const post = toPost(line)
    reports.push(prepare(post))
    const { incident, tags, lang } = line
    gold.push({ id: post.id, at: post.at, incident, tags, language: lang, channel: post.channel })
  }
  return { name: basename(file).replace(/\.jsonl$/, ''), reports, gold }
}

export const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
