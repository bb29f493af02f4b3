import { expect, it } from 'vitest'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { allFiles, houseOn, minutes, photo, sha } from './house.ts'
import { bomb, jpeg, scene } from './pictures.ts'

onBothEngines('A picture', (open) => {
  it.each([
    [
      'does not match the sum the channel gave',
      () => jpeg(3),
      { sha256: sha(Buffer.from('other')) },
      'failed',
      'damaged',
    ],
    ['is no picture', async () => Buffer.from('<html><script>'), {}, 'refused', 'other-type'],
    ['is an SVG', async () => scene(3), {}, 'refused', 'other-type'],
    ['unfolds beyond measure', bomb, {}, 'refused', 'picture-too-large'],
  ] as const)('that %s is not kept, and the reason stands by the post', async (_, make, told, state, fault) => {
    const bytes = await make()
    const house = houseOn(await open(), async () => bytes)
    await house.town.hear(said('حفرة في شارع الخليج', { media: [photo('p4', told)] }))
    for (let n = 0; n < 4; n++) {
      await house.settle()
      house.town.clock += 60 * minutes
    }
    expect(await house.media('p4')).toMatchObject({ state, fault, digest: null, phash: null })
    expect(allFiles(house.folder)).toEqual([])
  })

  it('that is another kind of picture than the channel said is kept for what it is, and the difference is noted', async () => {
    const bytes = await jpeg(3)
    const house = houseOn(await open(), async () => bytes)
    await house.town.hear(
      said('حفرة في شارع الخليج', {
        media: [photo('p5', { mimeType: 'image/png' }), photo('p6', { mimeType: 'image/jpeg' })],
      }),
    )
    await house.settle()
    expect(await house.media('p5')).toMatchObject({ state: 'kept', fault: 'mislabelled' })
    expect(await house.media('p6')).toMatchObject({ state: 'kept', fault: null })
  })

  it('larger than its kind may be is not kept; a paper may be larger', async () => {
    const house = houseOn(await open(), async () => Buffer.alloc(17 * 1024 ** 2, 37))
    await house.town.hear(
      said('أوراق ومخططات حفرة شارع الخليج', { media: [photo('p7'), { kind: 'document', remoteId: 'd1' }] }),
    )
    await house.settle()
    expect(await house.media('p7')).toMatchObject({ state: 'refused', fault: 'too-large' })
    expect(await house.media('d1')).toMatchObject({ state: 'kept', size: 17 * 1024 ** 2 })
  })
})
