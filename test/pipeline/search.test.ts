import { expect, it } from 'vitest'
import { foldForSearch } from '../../dedupe/index.ts'
import { matchesText } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { said, townOn } from './town.ts'

onBothEngines('A post', (open) => {
  it('is found by its words however they are spelt', async () => {
    const town = townOn(await open())
    const [post] = await town.hear(said('الكهرباء مقطوعة في مدرسة الإمام ٧٧٧١'))
    const find = (words: string) =>
      town.store.read
        .selectFrom('posts')
        .select('id')
        .where((e) => matchesText(town.store.engine, e.ref('seq'), foldForSearch(words)))
        .execute()
    for (const words of ['كهرباء', 'كهربا', 'مدرسه', 'الامام', 'مقطوعه كهرباء', 'مدر'])
      expect(await find(words), words).toEqual([{ id: post }])
    for (const words of ['ماء', 'كهرباء ماء', '" OR 1', '*']) expect(await find(words), words).toEqual([])
  })
})
