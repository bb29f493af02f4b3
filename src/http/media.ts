// A citizen's file, from bytes we stored: types that cannot act are shown, in a sandbox; everything else is a download.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { maskPersonalData } from '../../dedupe/index.ts'
import { isPassive, pathOf } from '../media/index.ts'
import type { MediaRow } from '../store/index.ts'
import { mediaById } from '../store/views/posts.ts'
import type { App } from './context.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

type Range = { readonly from: number; readonly to: number }

/** The part asked for; null = the whole. A part outside the file is `none`; several at once are not worth their trouble. */
export const rangeOf = (header: string | undefined, size: number): Range | 'none' | null => {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (parts === null || (parts[1] === '' && parts[2] === '')) return null
  const [first, last] = [parts[1]!, parts[2]!]
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from >= size || from > to ? 'none' : { from, to }
}

const streamOf = (path: string, { from, to }: Range): ReadableStream =>
  Readable.toWeb(createReadStream(path, { start: from, end: Math.max(from, to) })) as ReadableStream

const nameOf = ({ filename, id }: MediaRow): string =>
  encodeURIComponent(maskPersonalData(filename ?? id).replace(/[\p{C}/\\]/gu, '_')).replace(/['()*]/g, '_')

const headersOf = (row: MediaRow, digest: string, thumbnail: boolean) => {
  const type = thumbnail ? 'image/webp' : (row.mime_type ?? '')
  const shown = isPassive(type)
  return {
    'content-type': shown ? type : 'application/octet-stream',
    'content-disposition': shown ? 'inline' : `attachment; filename*=UTF-8''${nameOf(row)}`,
    'accept-ranges': 'bytes',
    etag: `"${digest}"`,
    // The browser's own copy, asked about each time: who may see it can change.
    'cache-control': 'private, no-cache',
  }
}

export const media = (app: App, { store, mediaFolder }: Server): void => {
  app.get('/media/:id', async (c) => {
    const missing = new ProblemError('not-found', { field: 'media' })
    const row = await mediaById(store, c.req.param('id'))
    const thumbnail = c.req.query('as') === 'thumbnail'
    const digest = thumbnail ? (row?.thumb ?? row?.digest) : row?.digest
    // What has not been read is not shown: it may still hold what a camera wrote into it.
    if (row === null || row.state !== 'kept' || digest === null || digest === undefined) throw missing
    const path = pathOf(mediaFolder, digest)
    const size =
      path === null
        ? null
        : await stat(path).then(
            (found) => found.size,
            () => null,
          )
    if (path === null || size === null) throw missing
    const headers = headersOf(row, digest, thumbnail && row.thumb !== null)
    if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
    // A part of what the file was before is no part of what it is now.
    const stale = (c.req.header('if-range') ?? headers.etag) !== headers.etag
    const range = stale ? null : rangeOf(c.req.header('range'), size)
    if (range === 'none') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` })
    const { from, to } = range ?? { from: 0, to: size - 1 }
    const part = { ...headers, 'content-length': String(to - from + 1) }
    const status = range === null ? 200 : 206
    const told = range === null ? part : { ...part, 'content-range': `bytes ${from}-${to}/${size}` }
    // Nobody reads what is answered to HEAD, and a file that nobody reads stays open.
    return c.req.method === 'HEAD' ? c.body(null, status, told) : c.body(streamOf(path, { from, to }), status, told)
  })
}
