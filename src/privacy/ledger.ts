// Who was erased, in a file outside the database: a backup that knows them is put right before anybody sees it.
// Keyed hashes, our own ids and times; nothing that names anyone.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StoreFaultError } from '../store/index.ts'

export const LedgerEntry = z.object({
  id: z.string(),
  at: z.int(),
  origin: z.enum(['person', 'command', 'meta']),
  askedAt: z.int(),
  code: z.string().nullable(),
  /** Look-up hashes of authors, whose posts until then are gone. */
  authors: z.array(z.string()),
  posts: z.array(z.string()),
  /** Hashes of the messages that told of them. */
  messages: z.array(z.string()),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

const entryOf = (line: string): LedgerEntry | null => {
  try {
    const parsed = LedgerEntry.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A last line that was cut short had not taken effect; any other that cannot be read is a fault. */
export const readLedger = (file: string): readonly LedgerEntry[] => {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  const found = new Map<string, LedgerEntry>()
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const entry = entryOf(line)
    if (entry !== null) found.set(entry.id, entry)
    else if (index < lines.length - 1)
      throw new StoreFaultError(
        'erasure-ledger',
        `line ${index + 1} of the erasure ledger cannot be read`,
        'Restore the file from a copy; without it a restored backup may show people who were erased.',
      )
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

/** A line cut short by a crash goes before another follows it. */
const mend = (file: string): void => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (text !== '' && !text.endsWith('\n'))
    truncateSync(file, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
}

/** On the disk when this returns. */
export const appendLedger = (file: string, entry: LedgerEntry): void => {
  mkdirSync(dirname(file), { recursive: true })
  mend(file)
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(entry)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
