// A citizen's picture or voice, from bytes we stored: only types that cannot act, in a sandbox, else as a download.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mediaById } from '../store/views/posts.ts'
import type { App } from './context.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

const passive = /^(?:image\/(?:jpeg|png|webp|gif|avif)|audio\/(?:ogg|mpeg|mp4|aac|amr|webm)|video\/(?:mp4|webm|3gpp))$/
const digestShape = /^[0-9a-f]{64}$/

export const media = (app: App, { store, mediaFolder }: Server): void => {
  app.get('/media/:id', async (c) => {
    const row = await mediaById(store, c.req.param('id'))
    if (row?.digest === null || row === null || !digestShape.test(row.digest))
      throw new ProblemError('not-found', { field: 'media' })
    const bytes = await readFile(join(mediaFolder, row.digest.slice(0, 2), row.digest)).catch(() => null)
    if (bytes === null) throw new ProblemError('not-found', { field: 'media' })
    const type = row.mime_type?.split(';')[0]?.trim().toLowerCase() ?? ''
    const shown = passive.test(type)
    return c.body(bytes, 200, {
      'content-type': shown ? type : 'application/octet-stream',
      'content-disposition': shown ? 'inline' : 'attachment',
      'cache-control': 'private, max-age=3600',
    })
  })
}
