// While a server owns the store, an import goes through it, and its counts are the server's.
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/http/start.ts'
import { checkRequest, importReading, openFile, openTarget } from '../../src/import/index.ts'
import { createLog } from '../../src/log.ts'
import { androidEnglish } from '../connectors/chat-export/exports.ts'
import { temporaryFolder } from './files.ts'

const { folder, file, remove } = temporaryFolder()
afterAll(remove)

it('an import while a server runs goes through it, once', async () => {
  const read = readConfig({ SADA_DATA_DIR: join(folder, 'data'), PORT: '0' })
  if (!read.ok) throw new Error('no config')
  const started = await start({ config: read.config, log: createLog('silent') })
  try {
    const chat = file('chat.txt', androidEnglish)
    const request = await checkRequest([chat], { self: ['Public Works'] })
    const said: string[] = []
    const importOnce = async () => {
      const target = await openTarget(read.config, request.account, (text) => said.push(text))
      return importReading(await openFile(chat, request, null, () => {}), {
        ...target,
        onSkip: () => {},
        onProgress: () => {},
      })
    }
    expect(await importOnce()).toMatchObject({ posts: { new: 5, seen: 0, skipped: 4 }, echoes: 1 })
    expect(await importOnce()).toMatchObject({
      posts: { new: 0, seen: 5 },
      cases: { opened: 0, joined: 0, review: 0, noCase: 0 },
    })
    expect(said[0]).toContain('a server runs on this store')
    expect(await started.server.store.read.selectFrom('posts').select('id').execute()).toHaveLength(5)
  } finally {
    await started.stop()
  }
})
