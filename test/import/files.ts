// Files for import tests, in a folder of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Item, Reading } from '../../src/import/item.ts'

export const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-import-'))
  return {
    folder,
    file: (name: string, content: string | Uint8Array): string => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const itemsOf = async (reading: Reading): Promise<readonly Item[]> => {
  const items: Item[] = []
  for await (const item of reading.items) items.push(item)
  reading.close()
  return items
}

export const briefly = (items: readonly Item[]): readonly string[] =>
  items.map((item) =>
    item.kind === 'skip'
      ? `${item.line} skipped: ${item.reason}`
      : [
          item.line,
          item.event.remoteId,
          item.event.author?.remoteId ?? '-',
          item.event.createdAt,
          item.event.text ?? '-',
        ].join(' '),
  )
