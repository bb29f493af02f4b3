// Opaque positions in a list: where the last page ended, bound to the question that was asked.
import { createHash } from 'node:crypto'
import { ProblemError } from './problems.ts'

export type Key = readonly (string | number)[]

/** The same filters and order must be asked again; anything else would skip or repeat entries. */
const questionOf = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 8)

export const writeCursor = (key: Key, question: unknown): string =>
  Buffer.from(JSON.stringify([questionOf(question), ...key])).toString('base64url')

export const readCursor = (cursor: string | undefined, question: unknown, length: number): Key | null => {
  if (cursor === undefined) return null
  try {
    const [asked, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, ...(string | number)[]]
    const plain = key.every((part) => typeof part === 'string' || Number.isFinite(part))
    if (asked === questionOf(question) && key.length === length && plain) return key
  } catch {
    // Falls through: whatever it is, it is not one of ours.
  }
  throw new ProblemError('invalid-cursor', { field: 'cursor' })
}
