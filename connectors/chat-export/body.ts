// What stands after a message's head: who, and then words, media, a place, or a line of WhatsApp's own.
import { plain, trimLayout } from './characters.ts'
import { type MediaWord, omitted } from './omitted.ts'
import * as phrases from './phrases.ts'
import type { Dialect } from './stamp.ts'

export type Attachment = { readonly word: MediaWord | 'voice'; readonly filename?: string }

export type Body =
  | {
      readonly kind: 'said'
      readonly text: string
      readonly media: readonly Attachment[]
      readonly location: { readonly lat: number; readonly lon: number } | null
      readonly edited: boolean
    }
  | { readonly kind: 'deleted'; readonly byExporter: boolean }
  | { readonly kind: 'system' | 'call' | 'unreadable'; readonly text: string }

const longestPhrase = 120
const bare = (text: string): string =>
  plain(text.length > longestPhrase ? '' : text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/^<\s*|(?<!\s)\s*>$/g, '')
    .replace(/[.。।۔]$/, '')
    .trim()
const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(bare))

const omittedWords = new Map(
  Object.entries(omitted).flatMap(([word, list]) => list.map((phrase) => [bare(phrase), word as MediaWord] as const)),
)
const deletedWords = setOf(phrases.deleted)
const deletedByExporter = setOf(phrases.deletedByExporter)
const editedWords = setOf(phrases.edited)
const attachedWords = setOf(phrases.fileAttached)
const missedCalls = setOf(phrases.missedCalls)
const liveLocationWords = setOf(phrases.liveLocation)

/** `Name: words`. A quote left open means the colon stands inside a group's name: a system line. */
const senderShape = /^([^:\n]{1,120}?)[\u200e\u200f\u202c\u2069]*:(?:[\s\u200e\u200f]|$)([\s\S]*)$/
const openQuote = /[“«][^”»]*$|^[^"]*"[^"]*$/

export const splitSender = (rest: string): { readonly sender: string; readonly said: string } | null => {
  const [, name, said] = senderShape.exec(rest) ?? []
  if (name === undefined || said === undefined) return null
  const sender = plain(name)
  return sender === '' || openQuote.test(sender) ? null : { sender, said }
}

const byExtension: readonly (readonly [RegExp, Attachment['word']])[] = [
  [/(^|-)(PTT|AUDIO)-|\.opus$/i, 'voice'],
  [/(^|-)(STK|STICKER)-|\.webp$/i, 'sticker'],
  [/(^|-)GIF-|\.gif$/i, 'gif'],
  [/\.(jpe?g|png|heic|heif|avif)$/i, 'image'],
  [/\.(mp4|mov|3gp|mkv|avi|webm)$/i, 'video'],
  [/\.(ogg|m4a|mp3|aac|amr|wav)$/i, 'audio'],
  [/\.vcf$/i, 'contact'],
]
export const wordOf = (filename: string): Attachment['word'] =>
  byExtension.find(([pattern]) => pattern.test(filename))?.[1] ?? 'document'

const attachedTag = /<\s?([^<>:\n]{2,30})\s?:\s?[\u200e\u200f]*([^<>\n]{1,255}?\.[A-Za-z0-9]{1,8})>/g
const attachedLine = /^(.{1,255}?\.[A-Za-z0-9]{1,8})\s*\(([^()\n]{3,40})\)$/
const documentTitle = /^(.{1,255}?\.[A-Za-z0-9]{1,8})\s*(?:•.*)?$/
const pinShape =
  /https?:\/\/(?:maps\.google\.com|www\.google\.com\/maps)\/?\?(?:[^\s]{0,300}&)?q=(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)/
const pinLine = /^[^\n:]{0,40}:?\s{0,20}https?:\/\/maps\.google\.com\/\?q=\S+$/

type Found = { text: string; media: Attachment[] }

/** iOS puts `<attached: file>` after the caption; a document's title and page count stand before it. */
const takeTags = (text: string): Found => {
  const media: Attachment[] = []
  const left = text.replace(attachedTag, (_, _word, name: string) => {
    const filename = plain(name)
    media.push({ word: wordOf(filename), filename })
    return ''
  })
  return { text: left, media }
}

/** Android puts the file on the first line and the caption below it. */
const takeFirstLine = (text: string): Found => {
  const [first = '', ...below] = text.split('\n')
  const line = plain(first)
  const [, filename, word] = attachedLine.exec(line) ?? []
  if (filename !== undefined && word !== undefined && attachedWords.has(bare(word)))
    return { text: below.join('\n'), media: [{ word: wordOf(filename), filename }] }
  const left = /^<.*>$/.test(line) ? omittedWords.get(bare(line)) : undefined
  return left === undefined ? { text, media: [] } : { text: below.join('\n'), media: [{ word: left }] }
}

/** iOS without media: `caption ‎image omitted`, the placeholder behind a direction mark or alone. */
const takeStub = (text: string): Found => {
  const alone = omittedWords.get(bare(text))
  if (alone !== undefined) return { text: '', media: [{ word: alone }] }
  const at = Math.max(text.lastIndexOf('\u200e'), text.lastIndexOf('\u200f'))
  const word = at < 0 ? undefined : omittedWords.get(bare(text.slice(at)))
  if (word === undefined) return { text, media: [] }
  return { text: text.slice(0, at), media: [{ word }] }
}

const nameDocument = ({ text, media }: Found): Found => {
  const [only] = media
  const [, title] = documentTitle.exec(plain(text)) ?? []
  if (media.length !== 1 || only?.word !== 'document' || title === undefined) return { text, media }
  return { text: '', media: [{ word: 'document', filename: only.filename ?? title }] }
}

const takeMedia = (text: string): Found => {
  for (const take of [takeTags, takeFirstLine, takeStub]) {
    const found = take(text)
    if (found.media.length > 0) return nameDocument(found)
  }
  return { text, media: [] }
}

/** `<This message was edited>` at the very end. */
const takeEdited = (said: string): { readonly text: string; readonly edited: boolean } => {
  const at = said.lastIndexOf('<')
  const edited = at >= 0 && editedWords.has(bare(said.slice(at)))
  return { text: edited ? said.slice(0, at) : said, edited }
}

const pinOf = (text: string) => {
  const [, lat, lon] = pinShape.exec(text) ?? []
  return lat === undefined ? null : { lat: Number(lat), lon: Number(lon) }
}

const any = (shapes: readonly RegExp[], text: string): boolean => shapes.some((shape) => shape.test(text))

/** What only a direction mark tells from a citizen's words about the same thing. */
const markedLine = (text: string): Body | null => {
  if (any(phrases.calls, text)) return { kind: 'call', text }
  if (any(phrases.unreadable, text)) return { kind: 'unreadable', text }
  return any(phrases.system, text) ? { kind: 'system', text } : null
}

const longestNotice = 400

/** WhatsApp's own line. On iOS these start with a direction mark, which a citizen does not type. */
export const ownLine = (said: string, dialect: Dialect): Body | null => {
  if (phrases.poll.test(said)) return { kind: 'unreadable', text: plain(said) }
  if (said.length > longestNotice) return null
  const key = bare(said)
  if (deletedWords.has(key)) return { kind: 'deleted', byExporter: deletedByExporter.has(key) }
  const text = plain(said)
  if (phrases.deletedByAdmin.test(text)) return { kind: 'deleted', byExporter: false }
  // What Android writes for a picture that may be seen once.
  if (dialect === 'dash' && text === 'null') return { kind: 'unreadable', text }
  if (missedCalls.has(key)) return { kind: 'call', text }
  const marked = dialect === 'bracket' && /^[\u200e\u200f]/.test(said)
  if ((marked || text.length > 60) && any(phrases.encryptionNotice, text)) return { kind: 'system', text }
  return marked ? markedLine(text) : null
}

export const readBody = (said: string, dialect: Dialect): Body => {
  const own = ownLine(said, dialect)
  if (own !== null) return own
  const { text: unedited, edited } = takeEdited(said)
  const { text, media } = takeMedia(unedited)
  if (liveLocationWords.has(bare(text))) return { kind: 'unreadable', text: plain(text) }
  const location = pinOf(text)
  const words = location !== null && text.split('\n').every((line) => pinLine.test(plain(line))) ? '' : text
  return { kind: 'said', text: trimLayout(words), media, location, edited }
}
