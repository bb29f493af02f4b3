// JSON lines: one post a line.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { splitLines } from '../../connectors/index.ts'
import type { Item, Reading } from './item.ts'
import { type LineOptions, readPostLine } from './post-line.ts'

const parse = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

const itemOf = (
  line: { readonly number: number; readonly text: string; readonly cut: boolean },
  options: LineOptions,
): Item | null => {
  const { number, text, cut } = line
  if (text.trim() === '') return null
  if (cut) return { kind: 'skip', line: number, reason: 'is longer than any post' }
  const parsed = parse(text)
  if (parsed === null) return { kind: 'skip', line: number, reason: 'is not JSON; write one JSON object a line' }
  return { line: number, ...readPostLine(parsed.value, options) }
}

export const readJsonl = async (path: string, options: LineOptions): Promise<Reading> => {
  const { size } = await stat(path)
  const source = createReadStream(path)
  let read = 0
  const items = async function* (): AsyncGenerator<Item> {
    const lines = splitLines()
    for await (const chunk of source) {
      read += chunk.length
      for (const line of lines.push(chunk)) yield* told(line)
    }
    for (const line of lines.end()) yield* told(line)
  }
  const told = function* (line: Parameters<typeof itemOf>[0]): Generator<Item> {
    const item = itemOf(line, options)
    if (item !== null) yield item
  }
  return { size, read: () => read, items: items(), close: () => source.destroy() }
}
