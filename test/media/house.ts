// A town whose channel serves files, and the keeper that fetches them.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Connector, EventMedia } from '../../connectors/connector.ts'
import { createMatcher, decide } from '../../dedupe/index.ts'
import { createKeeper, createReader, type Keeper, type MediaDesk } from '../../src/media/index.ts'
import type { MediaRow, Store } from '../../src/store/index.ts'
import { type Town, townOn } from '../pipeline/town.ts'

export const reader = createReader()
afterAll(() => reader.stop())

export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64')
export const allFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name)

export type Remote = (id: string) => Promise<Uint8Array>
export type House = {
  readonly town: Town
  readonly store: Store
  readonly folder: string
  readonly keeper: Keeper
  readonly asked: string[]
  /** Works until nothing is due. */
  settle(): Promise<void>
  media(id: string): Promise<MediaRow>
}

export const houseOn = (store: Store, remote: Remote, more: Partial<MediaDesk> = {}): House => {
  const asked: string[] = []
  const town = townOn(store, { matcher: createMatcher(), decide })
  const folder = mkdtempSync(join(tmpdir(), 'sada-media-'))
  const whatsapp: Connector = {
    channel: 'whatsapp',
    limits: { routes: [] },
    inspect: () => [],
    fetchMedia: async (id) => {
      asked.push(id)
      return { bytes: await remote(id), mimeType: 'image/jpeg' }
    },
  }
  const keeper = createKeeper({
    store,
    connectors: [whatsapp],
    pipeline: town.pipeline,
    folder,
    reader,
    clock: () => town.clock,
    largestDocument: 100 * 1024 ** 2,
    ocr: false,
    transcribe: null,
    ...more,
  })
  const settle = async () => {
    while ((await keeper.turn()) > 0);
    await town.pipeline.drain()
  }
  const media = (id: string) =>
    store.read.selectFrom('media').selectAll().where('remote_id', '=', id).executeTakeFirstOrThrow()
  return { town, store, folder, keeper, asked, settle, media }
}

export const photo = (id: string, more: Partial<EventMedia> = {}): EventMedia => ({
  kind: 'image',
  remoteId: id,
  ...more,
})
export const voice = (id: string): EventMedia => ({ kind: 'voice', remoteId: id, voice: true })
export const minutes = 60_000
export const days = 24 * 60 * minutes
