// The work on files, put together from what the server has.
import { createReader, createTranscribe, type MediaDesk } from '../media/index.ts'
import type { Server } from './server.ts'

export const mediaDesk = ({ config, store, connectors, pipeline, mediaFolder, clock }: Server): MediaDesk => ({
  store,
  connectors: Object.values(connectors),
  pipeline,
  folder: mediaFolder,
  reader: createReader(),
  clock,
  ocr: config.ocr,
  transcribe: config.transcription === null ? null : createTranscribe(config.transcription),
})
