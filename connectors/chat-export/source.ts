// A chat export on disk: the bare text, or the archive with its text and media.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { ConnectorError } from '../connector.ts'
import { type Archive, type ArchiveFile, type ArchiveLimits, openArchive } from './archive.ts'

export type ChatSource = {
  /** From the beginning each time: a file is read twice. */
  text(): Promise<Readable>
  readonly size: number
  /** By file name as messages name it. */
  readonly media: ReadonlyMap<string, ArchiveFile>
  close(): void
}

const isArchive = async (path: string): Promise<boolean> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32LE() === 0x04034b50
  } finally {
    await file.close()
  }
}

const looksLikeChat = /^_chat\.txt$|whatsapp|واتساب|واتس اب|دردشة|محادثة/i

const chatOf = (files: readonly ArchiveFile[]): ArchiveFile => {
  const texts = files.filter(({ name }) => /\.txt$/i.test(name))
  const chat =
    texts.find(({ name }) => looksLikeChat.test(basename(name))) ?? (texts.length === 1 ? texts[0] : undefined)
  if (chat !== undefined) return chat
  const what = texts.length === 0 ? 'no text file in it' : `${texts.length} text files in it, none named like a chat`
  throw new ConnectorError(
    'chat-export',
    'malformed',
    `archive refused: ${what}; export the chat again, or unpack it and give the text file`,
  )
}

const fromArchive = (archive: Archive): ChatSource => {
  const chat = chatOf(archive.files)
  const media = archive.files.filter((file) => file !== chat).map((file) => [basename(file.name), file] as const)
  return { text: () => chat.open(), size: chat.size, media: new Map(media), close: () => archive.close() }
}

export const openChat = async (path: string, limits?: ArchiveLimits): Promise<ChatSource> => {
  if (!(await isArchive(path))) {
    const { size } = await stat(path)
    return { text: async () => createReadStream(path), size, media: new Map(), close: () => {} }
  }
  const archive = await openArchive(path, limits)
  try {
    return fromArchive(archive)
  } catch (error) {
    archive.close()
    throw error
  }
}
