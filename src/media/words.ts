// The words in a picture, Arabic and English, dark on light and light on dark. tesseract.js and its data are optional packages;
// nothing is fetched. Runs in the reader's process only.
import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type WordsRead =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'refused'; readonly fault: 'no-ocr' | 'broken' }

const languages = ['ara', 'eng'] as const
const longestText = 4000
const sureLine = 55
/** Marks of direction that the engine puts around lines: ours to choose. */
const turns = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const require = createRequire(import.meta.url)

/** Where the data of each language is; null when a package is not installed. */
export const ocrData = (): Readonly<Record<string, string>> | null => {
  try {
    require.resolve('tesseract.js')
    const files = languages.map((code) => {
      const folder = dirname(require.resolve(`@tesseract.js-data/${code}/package.json`))
      return [code, join(folder, '4.0.0_best_int', `${code}.traineddata.gz`)] as const
    })
    return files.every(([, file]) => existsSync(file)) ? Object.fromEntries(files) : null
  } catch {
    return null
  }
}

type Recogniser = { read(picture: Buffer): Promise<{ readonly lines: readonly Line[] }> }
type Line = { readonly text: string; readonly confidence: number }

const start = async (data: Readonly<Record<string, string>>): Promise<Recogniser> => {
  const { createWorker, OEM } = await import('tesseract.js')
  // Each language is a package of its own; the engine wants them side by side.
  const langPath = await mkdtemp(join(tmpdir(), 'sada-ocr-'))
  try {
    for (const [code, file] of Object.entries(data)) await symlink(file, join(langPath, `${code}.traineddata.gz`))
    const worker = await createWorker([...languages], OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true })
    return {
      read: async (picture) => {
        const { data: page } = await worker.recognize(picture, {}, { blocks: true, text: false })
        const lines = (page.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((one) => one.lines))
        return { lines: lines.map(({ text, confidence }) => ({ text: text.replace(turns, '').trim(), confidence })) }
      },
    }
  } finally {
    await rm(langPath, { recursive: true, force: true })
  }
}

let recogniser: Promise<Recogniser> | null = null

const sureOf = (lines: readonly Line[]) =>
  lines.filter(({ text, confidence }) => confidence >= sureLine && /\p{L}{2}/u.test(text))
const weightOf = (lines: readonly Line[]) =>
  lines.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0)

/** As it is and inside out: whichever says more, surely. */
const bothWays = async (engine: Recogniser, bytes: Uint8Array): Promise<readonly Line[]> => {
  const { default: sharp } = await import('sharp')
  const grey = sharp(bytes)
    .flatten({ background: '#fff' })
    .resize(1800, 1800, { fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .normalise()
  const ways: (readonly Line[])[] = []
  for (const picture of [grey.clone(), grey.clone().negate({ alpha: false })])
    ways.push(sureOf((await engine.read(await picture.png().toBuffer())).lines))
  return ways.reduce((best, lines) => (weightOf(lines) > weightOf(best) ? lines : best))
}

export const readWords = async (bytes: Uint8Array): Promise<WordsRead> => {
  const data = ocrData()
  if (data === null) return { kind: 'refused', fault: 'no-ocr' }
  try {
    recogniser ??= start(data)
    const lines = await bothWays(await recogniser, bytes)
    const text = lines.map((line) => line.text).join('\n')
    return { kind: 'words', text: text.slice(0, longestText) }
  } catch {
    recogniser = null
    return { kind: 'refused', fault: 'broken' }
  }
}
