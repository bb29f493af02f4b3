import { expect, it } from 'vitest'
import { dropBytes, isKept } from '../../src/media/index.ts'
import { keepBytes, readKept } from '../../src/media/shelf.ts'
import { write } from '../../src/store/index.ts'
import { noteMedia } from '../../src/store/media.ts'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { allFiles, houseOn, photo } from './house.ts'
import { jpeg, withExif } from './pictures.ts'

onBothEngines('A picture', (open) => {
  it('that came with an import is cleaned too, and its first bytes leave the disk', async () => {
    const house = houseOn(await open(), async () => Buffer.alloc(0))
    const original = await withExif(5)
    const digest = await keepBytes(house.folder, original)
    const told = said('صورة الحفرة في السالمية', { channel: 'chat-export', media: [{ kind: 'image' }] })
    const [post] = await house.town.hear(told)
    const note = () =>
      write(house.store, (tx) => noteMedia(tx, { post: post!, position: 0, digest, mimeType: 'image/jpeg' }))
    await note()
    await house.settle()
    const row = await house.store.read.selectFrom('media').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'kept', sha256: digest, width: 600 })
    expect(allFiles(house.folder).sort()).toEqual([row.digest, row.thumb].sort())
    const kept = Buffer.from((await readKept(house.folder, row.digest!))!)
    expect([original, kept].map((bytes) => bytes.includes('Secret Citizen'))).toEqual([true, false])
    await note()
    expect((await house.store.read.selectFrom('media').selectAll().executeTakeFirstOrThrow()).digest).toBe(row.digest)
  })

  it('that its author takes back leaves the disk, unless somebody else sent it too', async () => {
    const bytes = await jpeg(7)
    const house = houseOn(await open(), async () => bytes)
    const mine = said('حفرة في حولي شارع تونس', { media: [photo('d1')] })
    const theirs = said('ماي مقطوع بالفروانية', { media: [photo('d2')] })
    await house.town.hear(mine, theirs)
    await house.settle()
    const { digest } = await house.media('d1')
    const taken = (event: typeof mine) => ({ ...event, kind: 'delete' as const, target: event.remoteId })
    await house.town.hear(taken(mine))
    await house.settle()
    expect(await isKept(house.folder, digest!)).toBe(true)
    await house.town.hear(taken(theirs))
    await house.settle()
    expect(allFiles(house.folder)).toEqual([])
    expect(await dropBytes(house.store, house.folder, ['../../etc/passwd'])).toEqual(['../../etc/passwd'])
  })
})
