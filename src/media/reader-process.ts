// The reader's process: it decodes what strangers sent, holds no secret, and may be ended at any moment.
import { type PictureRead, readPicture } from './picture.ts'
import { readWords, type WordsRead } from './words.ts'

export type Question = { readonly id: number; readonly ask: 'picture' | 'words'; readonly bytes: Uint8Array }
export type Answer = { readonly id: number; readonly read: PictureRead | WordsRead }

process.on('message', async ({ id, ask, bytes }: Question) => {
  const read = await (ask === 'picture' ? readPicture(bytes) : readWords(bytes))
  process.send?.({ id, read } satisfies Answer)
})
process.on('disconnect', () => process.exit(0))
