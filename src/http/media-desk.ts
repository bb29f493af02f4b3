// The work on files, put together from what the server has.
import { createReader, createTranscribe, type MediaDesk } from '../media/index.ts'
import type { Server } from './server.ts'

/** Words take a minute where a picture takes a second: neither waits for the other. */
const twoReaders = (): MediaDesk['reader'] => {
  const [pictures, words] = [createReader(), createReader()]
  return {
    picture: pictures.picture,
    words: words.words,
    stop: async () => {
      await Promise.all([pictures.stop(), words.stop()])
    },
  }
}

export const mediaDesk = ({ config, store, connectors, pipeline, mediaFolder, clock }: Server): MediaDesk => ({
  store,
  connectors: Object.values(connectors),
  pipeline,
  folder: mediaFolder,
  reader: twoReaders(),
  clock,
  largestDocument: config.largestDocument,
  ocr: config.ocr,
  transcribe: config.transcription === null ? null : createTranscribe(config.transcription),
})
