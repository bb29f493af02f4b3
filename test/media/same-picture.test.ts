import sharp from 'sharp'
import { expect, it } from 'vitest'
import { type Store, write } from '../../src/store/index.ts'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { houseOn, photo } from './house.ts'
import { jpeg, scene } from './pictures.ts'

onBothEngines('The same picture', (open) => {
  const two = async (store: Store, first: string, second: string, shows = 20) => {
    const [one, other] = [await jpeg(20), await sharp(scene(shows)).resize(400).jpeg({ quality: 50 }).toBuffer()]
    const house = houseOn(store, async (id) => (id === 's1' ? one : other))
    const [a] = await house.town.hear(said(first, { by: 'a', media: [photo('s1')] }))
    await house.settle()
    const [b] = await house.town.hear(said(second, { by: 'b', media: [photo('s2')] }))
    const before = await house.store.read.selectFrom('review_suggestions').select('case_id').execute()
    await house.settle()
    const after = await house.store.read.selectFrom('review_suggestions').select('case_id').execute()
    return { house, a: await house.town.caseOf(a!), b: await house.town.caseOf(b!), before, after }
  }
  const salmiya = 'حفرة كبيرة بالسالمية قطعة ٥ شارع عمان'

  it('without a word is a question about the case that has it, once', async () => {
    const { house, a, b, before, after } = await two(await open(), salmiya, '')
    expect(b).toBeNull()
    expect(before).toEqual([])
    expect(after).toEqual([{ case_id: a }])
    const phashes = await house.store.read.selectFrom('media').select('phash').execute()
    expect(new Set(phashes.map(({ phash }) => phash)).size).toBe(1)
    await write(house.store, (tx) => tx.updateTable('media').set({ state: 'new' }).execute())
    await house.settle()
    expect(await house.store.read.selectFrom('review_suggestions').select('case_id').execute()).toEqual(after)
  })

  it('with words of its own that say little is a question too, though it has a case', async () => {
    const { a, b, after } = await two(await open(), salmiya, 'إنارة الشارع طافية من أسبوع والظلام دامس وخطر على العيال')
    expect(b).not.toBeNull()
    expect(b).not.toBe(a)
    expect(after.map(({ case_id }) => case_id)).toContain(a)
  })

  it('asks nothing where the places say it is another matter, nor where the picture is another', async () => {
    const conflict = await two(await open(), salmiya, 'حفرة كبيرة في الجهراء قطعة ٢ شارع ٧')
    expect([conflict.before, conflict.after]).toEqual([[], []])
    const other = await two(await open(), salmiya, '', 77)
    expect(other.after).toEqual([])
  })
})
