// The .zip of an export with media. Hostile archives are refused before anything of them is unpacked.
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { ConnectorError } from '../connector.ts'

export const archiveLimits = {
  entries: 50_000,
  /** Unpacked bytes of the whole archive, and of one file in it. */
  totalBytes: 8 * 1024 ** 3,
  entryBytes: 2 * 1024 ** 3,
  /** Chats pack 5 to 20 times; a bomb packs a thousand. */
  ratio: 200,
}
export type ArchiveLimits = typeof archiveLimits

export type ArchiveFile = { readonly name: string; readonly size: number; open(): Promise<Readable> }
export type Archive = { readonly files: readonly ArchiveFile[]; close(): void }

const refuse = (reason: string): ConnectorError =>
  new ConnectorError('chat-export', 'refused', `archive refused: ${reason}`)

/** `__MACOSX` and the like are the packer's own. */
const isContent = ({ fileName }: Entry): boolean =>
  !fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\._|\.DS_Store$)/.test(fileName)

const check = (entry: Entry, limits: ArchiveLimits): void => {
  const { uncompressedSize: size, compressedSize: packed } = entry
  if (entry.isEncrypted()) throw refuse('it is protected by a password; pack it again without one')
  if (size > limits.entryBytes) throw refuse(`a file in it unpacks to more than ${limits.entryBytes} bytes`)
  if (size > 1024 ** 2 && size > packed * limits.ratio)
    throw refuse(`a file in it unpacks to more than ${limits.ratio} times its size`)
}

const listEntries = async (zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> => {
  if (zip.entryCount > limits.entries) throw refuse(`it holds more than ${limits.entries} files`)
  const entries: Entry[] = []
  let [total, packed] = [0, 0]
  for await (const entry of zip.eachEntry()) {
    check(entry, limits)
    total += entry.uncompressedSize
    packed += entry.compressedSize
    if (total > limits.totalBytes) throw refuse(`it unpacks to more than ${limits.totalBytes} bytes`)
    // Files that share their packed bytes are how small archives unpack to oceans.
    if (packed > zip.fileSize) throw refuse('its files overlap')
    if (isContent(entry)) entries.push(entry)
  }
  return entries
}

const explained = (error: unknown): Error =>
  error instanceof ConnectorError ? error : refuse(error instanceof Error ? error.message : 'it cannot be read')

export const openArchive = async (path: string, limits: ArchiveLimits = archiveLimits): Promise<Archive> => {
  let zip: ZipFile | null = null
  try {
    // Names that climb out of the archive (`../`, absolute) are refused by the library; sizes are checked while unpacking.
    zip = await openPromise(path, { autoClose: false, lazyEntries: true })
    const held = zip
    const files = (await listEntries(zip, limits)).map((entry) => ({
      name: entry.fileName,
      size: entry.uncompressedSize,
      open: () => held.openReadStreamPromise(entry),
    }))
    return { files, close: () => held.close() }
  } catch (error) {
    zip?.close()
    throw explained(error)
  }
}
