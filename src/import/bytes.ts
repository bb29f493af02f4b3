// A file's bytes as text, whatever program wrote it: UTF-8 with or without BOM, UTF-16, or Arabic Windows' own page.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1256'

const sample = 65_536

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    // A character may be cut at the end of the sample: `stream` waits for the rest of it.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

export const encodingOf = (bytes: Uint8Array): Encoding => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1256'
}

export const encodingOfFile = async (path: string): Promise<Encoding> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sample), 0, sample, 0)
    return encodingOf(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/** `onBytes` hears how much was read, for progress. */
export async function* readText(
  path: string,
  encoding: Encoding,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path)) {
    onBytes(chunk.length)
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}
