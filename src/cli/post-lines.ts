// The JSONL of posts that the engine's commands read: one line, one post; what else a line holds is ignored.
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import type { Post } from '../../dedupe/index.ts'
import { InvalidInputError } from '../errors.ts'

/** Exports of spreadsheets and databases write ids as numbers. */
const Id = z.union([z.string().min(1), z.number().transform(String)], { error: 'is missing; write a text' })

/** `"photo"` stands for `{"kind":"photo"}`. */
const Medium = z.union([
  z.string().transform((kind) => ({ kind, phash: null })),
  z.object({ kind: z.string().default('image'), phash: z.string().nullish() }),
])

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
  media: z.array(Medium).nullish(),
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

type Read<T> = { readonly value: T | null; readonly faults: readonly string[] }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field that does not fit is left out where a line can do without it. */
const readLine = <T>(text: string, schema: z.ZodType<T>): Read<T> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { value: null, faults: ['is not JSON; write one JSON object a line'] }
  }
  const whole = schema.safeParse(value)
  if (whole.success) return { value: whole.data, faults: [] }
  const faults = whole.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`)
  if (!isRecord(value)) return { value: null, faults }
  const unfit = new Set(whole.error.issues.map(({ path }) => path[0]))
  const rest = schema.safeParse(Object.fromEntries(Object.entries(value).filter(([name]) => !unfit.has(name))))
  return { value: rest.success ? rest.data : null, faults }
}

/**
 * Reads a JSONL file line by line, and tells on stderr, by number and field, what does not fit: a field that a line can do without
 * is left out, a line that cannot do without it is skipped. A file of which nothing could be read stops the command.
 */
export async function* readLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let [number, read, skipped] = [0, 0, 0]
  for await (const raw of linesOf(file)) {
    number++
    const text = number === 1 ? raw.replace(/^\uFEFF/, '') : raw
    if (text.trim() === '') continue
    const { value, faults } = readLine(text, schema)
    const what = value === null ? 'skipped' : 'read without it'
    for (const fault of faults) console.error(`${file}:${number}: ${fault} (${what})`)
    if (value === null) skipped++
    else {
      read++
      yield value
    }
  }
  if (read === 0 && skipped > 0)
    throw new InvalidInputError(file, 'holds no line that can be read', 'Correct the fields named above and run again.')
}
