// A file's way from the channel to the case: fetched within its life, asked for again, left alone.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { ConnectorError } from '../../connectors/connector.ts'
import { isKept } from '../../src/media/index.ts'
import { readKept } from '../../src/media/shelf.ts'
import { write } from '../../src/store/index.ts'
import { releaseLeases } from '../../src/store/leases.ts'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { days, houseOn, minutes, photo, sha } from './house.ts'
import { jpeg, withExif } from './pictures.ts'

onBothEngines('A picture', (open) => {
  it('is fetched after its post is decided, kept clean by its digest, and its words never waited', async () => {
    const original = await withExif(1)
    const house = houseOn(await open(), async () => original)
    const [post] = await house.town.hear(
      said('حفرة كبيرة في شارع سالم المبارك بالسالمية', { media: [photo('p1', { sha256: sha(original) })] }),
    )
    expect(await house.town.caseOf(post!)).not.toBeNull()
    expect((await house.media('p1')).state).toBe('new')
    await house.settle()
    const row = await house.media('p1')
    expect(row).toMatchObject({ state: 'kept', fault: null, mime_type: 'image/jpeg', width: 600, height: 800 })
    const kept = Buffer.from((await readKept(house.folder, row.digest!))!)
    expect(createHash('sha256').update(kept).digest('hex')).toBe(row.digest)
    expect([original, kept].map((bytes) => bytes.includes('Secret Citizen'))).toEqual([true, false])
    expect(await isKept(house.folder, row.thumb!)).toBe(true)
    const stored = await house.store.read.selectFrom('posts').select('report').executeTakeFirstOrThrow()
    expect(JSON.parse(stored.report!).phashes).toEqual([row.phash])
    expect(await house.store.read.selectFrom('jobs').selectAll().execute()).toEqual([])
  })

  it('whose address died is asked for anew, later each time, and its text is there all along', async () => {
    let tries = 0
    const bytes = await jpeg(2)
    const house = houseOn(await open(), async () => {
      if (++tries < 3) throw new ConnectorError('whatsapp', 'refused', 'whatsapp: media answered 404')
      return bytes
    })
    const [post] = await house.town.hear(said('ماي مقطوع عن الجابرية قطعة ٤', { media: [photo('p2')] }))
    await house.settle()
    expect(await house.media('p2')).toMatchObject({ state: 'waiting', fault: 'gone' })
    expect(await house.town.caseOf(post!)).not.toBeNull()
    for (const [wait, asked] of [
      [14_000, 1],
      [2_000, 2],
      [100_000, 2],
      [30_000, 3],
    ] as const) {
      house.town.clock += wait
      await house.settle()
      expect(house.asked).toHaveLength(asked)
    }
    expect(await house.media('p2')).toMatchObject({ state: 'kept', fault: null })
  })

  it('that cannot be had within its life says why, and is asked for no more', async () => {
    const house = houseOn(await open(), async () => {
      throw new ConnectorError('whatsapp', 'timeout', 'whatsapp: no answer (timeout)')
    })
    await house.town.hear(said('الإنارة طافية في شارع بيروت حولي', { media: [photo('p3')] }))
    for (let n = 0; n < 20; n++) {
      await house.settle()
      house.town.clock += days
    }
    expect(await house.media('p3')).toMatchObject({ state: 'failed', fault: 'unreachable', digest: null })
    expect(house.asked.length).toBeGreaterThan(5)
    expect(await house.store.read.selectFrom('jobs').selectAll().execute()).toEqual([])
  })

  it('of an account that asked for quiet is not asked for until the quiet is over', async () => {
    const house = houseOn(await open(), async () => {
      throw new ConnectorError('whatsapp', 'rate', 'whatsapp: answered 429', 30 * minutes)
    })
    await house.town.hear(
      ...Array.from({ length: 6 }, (_, n) => said(`حفرة رقم ${n} في السالمية`, { media: [photo(`q${n}`)] })),
    )
    await house.settle()
    expect(house.asked).toHaveLength(4)
    house.town.clock += 10 * minutes
    await house.settle()
    expect(house.asked).toHaveLength(4)
    house.town.clock += 21 * minutes
    await house.settle()
    expect(house.asked.length).toBeGreaterThan(4)
  })

  it('of a worker that died is fetched by the next, once', async () => {
    const store = await open()
    const bytes = await jpeg(6)
    const fetching = Promise.withResolvers<void>()
    const dead = houseOn(store, () => {
      fetching.resolve()
      return new Promise(() => {})
    })
    await dead.town.hear(said('حفرة في شارع تونس', { media: [photo('k1')] }))
    void dead.keeper.turn()
    await fetching.promise
    const next = houseOn(store, async () => bytes)
    await next.settle()
    expect((await next.media('k1')).state).toBe('waiting')
    await write(store, releaseLeases)
    await next.settle()
    expect(await next.media('k1')).toMatchObject({ state: 'kept' })
    expect(next.asked).toEqual(['k1'])
  })
})
