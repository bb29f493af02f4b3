import { expect, it } from 'vitest'
import { foldForSearch } from '../../dedupe/index.ts'
import { reportOf } from '../../src/store/posts.ts'
import { listPosts } from '../../src/store/views/posts.ts'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { type House, houseOn, photo, reader } from './house.ts'
import { jpeg } from './pictures.ts'

onBothEngines('The words in a picture', (open) => {
  const sign = 'انقطاع الماء في السالمية قطعة 7 شارع 12'
  const seeing = { ocr: true, reader: { ...reader, words: async () => ({ kind: 'words', text: sign }) as const } }
  const reportIn = async ({ store }: House) => {
    const row = await store.read.selectFrom('posts').selectAll().executeTakeFirstOrThrow()
    return { row, report: reportOf(row)! }
  }

  it('speak for an author who wrote nothing, but their numbers name no place', async () => {
    const bytes = await jpeg(30)
    const house = houseOn(await open(), async () => bytes, seeing)
    await house.town.hear(said('', { media: [photo('w1')] }))
    await house.settle()
    const { row, report } = await reportIn(house)
    expect(report.places.map(({ slot }) => slot)).toEqual(['area'])
    expect(report.tokens.length).toBeGreaterThan(3)
    expect(row.text).toBe('')
    expect((await house.media('w1')).words).toBe(sign)
  })

  it('are found by a search and change nothing of what an author wrote', async () => {
    const bytes = await jpeg(31)
    const house = houseOn(await open(), async () => bytes, seeing)
    await house.town.hear(said('حفرة كبيرة في حولي', { media: [photo('w2')] }))
    const before = (await reportIn(house)).report
    await house.settle()
    const { row, report } = await reportIn(house)
    expect([report.tokens, report.places]).toEqual([before.tokens, before.places])
    for (const [words, found] of [
      ['السالمية', 1],
      ['حولي', 1],
      ['الفروانية', 0],
    ] as const) {
      const filter = { words: foldForSearch(words), scope: null }
      expect((await listPosts(house.store, filter, null, 10)).rows).toHaveLength(found)
    }
    expect(row.text).toBe('حفرة كبيرة في حولي')
  })
})
