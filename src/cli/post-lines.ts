// The JSONL of posts that the engine's commands read: one line, one post; what else a line holds is ignored.
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import type { Post } from '../../dedupe/index.ts'
import { InvalidInputError } from '../errors.ts'

/** Exports of spreadsheets and databases write ids as numbers. */
const Id = z.union([z.string().min(1), z.number().transform(String)], { error: 'is missing; write a text' })

export const PostLine = z.object({
  id: Id,
  channel: z.string().default('other'),
  kind: z.string().default('post'),
  author: z.union([z.string(), z.number().transform(String)]).nullish(),
  text: z.string().nullish(),
  created_at: z
    .string({ error: 'is missing; write the time of the post, as 2026-05-12T21:05:00+03:00' })
    .refine((at) => !Number.isNaN(Date.parse(at)), 'is no date and time'),
  reply_to: z.union([z.string(), z.number().transform(String)]).nullish(),
  media: z.array(z.object({ kind: z.string().default('image'), phash: z.string().nullish() })).nullish(),
  location: z.object({ lat: z.number(), lon: z.number() }).nullish(),
  forwarded: z.boolean().nullish(),
})
export type PostLine = z.infer<typeof PostLine>

export const toPost = (line: PostLine): Post => ({
  id: line.id,
  channel: line.channel,
  kind: line.kind,
  author: line.author ?? null,
  text: line.text ?? '',
  at: Date.parse(line.created_at),
  replyTo: line.reply_to ?? null,
  media: (line.media ?? []).map(({ kind, phash }) => ({ kind, phash: phash ?? null })),
  location: line.location ? { lat: line.location.lat, lon: line.location.lon } : null,
  forwarded: line.forwarded ?? false,
})

/** Only a line feed ends a line: U+2028 and its like may stand inside a text, which other readers of lines break there. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let open = ''
  for await (const piece of createReadStream(file, 'utf8')) {
    const lines = (open + piece).split('\n')
    open = lines.pop() ?? ''
    yield* lines
  }
  yield open
}

/** Reads a JSONL file line by line; a line that does not fit stops the command, naming file, line and field. */
export async function* readLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let number = 0
  for await (const raw of linesOf(file)) {
    number++
    const text = number === 1 ? raw.replace(/^\uFEFF/, '') : raw
    if (text.trim() === '') continue
    yield parseLine(text, schema, `${file}:${number}`)
  }
}

const parseLine = <T>(text: string, schema: z.ZodType<T>, where: string): T => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new InvalidInputError(where, 'is not JSON', 'Write one JSON object a line.')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InvalidInputError(
    `${where} ${issue!.path.join('.') || 'line'}`,
    issue!.message,
    'Correct the field and run again.',
  )
}
