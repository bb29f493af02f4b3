import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { newHouse } from './harness.ts'
import { about, filled, get, type Shown } from './matters.ts'

onBothEngines('the list of cases', (open) => {
  it('is walked to its end by cursors in any order, each case once', async () => {
    const { house, cases } = await filled(await open())
    for (const sort of ['urgency', 'recent', 'oldest', 'size']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const { body } = await get(house, `/cases?sort=${sort}&limit=2${cursor}`)
        seen.push(...body.items.map(({ id }: { id: string }) => id))
        cursor = body.next === null ? '' : `&cursor=${body.next}`
      } while (cursor !== '')
      expect(seen.toSorted(), sort).toEqual(cases.map(({ id }) => id).toSorted())
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  it.each<[string, (one: Shown) => number]>([
    ['recent', ({ golden }) => -Date.parse(golden.lastAt)],
    ['oldest', ({ golden }) => Date.parse(golden.firstAt)],
  ])('stands in the order asked for: %s', async (sort, key) => {
    const { house, cases } = await filled(await open())
    const ids = (await get(house, `/cases?sort=${sort}`)).body.items.map(({ id }: Shown) => id)
    expect(ids).toEqual(cases.toSorted((a, b) => key(a) - key(b)).map(({ id }) => id))
  })

  it('finds Arabic words whatever their spelling, and references', async () => {
    const { house, cases } = await filled(await open())
    const found = async (q: string) =>
      (await get(house, `/cases?q=${encodeURIComponent(q)}`)).body.items.map(({ id }: { id: string }) => id)
    const { id } = about(cases, 'الرميثية')
    for (const q of ['كهرباء الرميثيه', 'الكَهرُباء', 'كهربا', 'الرميثية']) expect(await found(q), q).toContain(id)
    const { reference } = (await get(house, `/cases/${id}`)).body
    expect(await found(reference.toLowerCase())).toEqual([id])
    expect(await found('زرافة')).toEqual([])
    expect(await found('" OR 1=1 --')).toEqual([])
  })

  it('is narrowed by every filter', async () => {
    const { house, cases } = await filled(await open())
    const count = async (query: string) => (await get(house, `/cases?${query}`)).body.items.length
    expect(await count('channel=x')).toBe(2)
    expect(await count('kind=suggestion')).toBe(1)
    expect(await count('kind=complaint,emergency,inquiry')).toBe(cases.length - 1)
    expect(await count('status=received')).toBe(1)
    expect(await count('status=merged')).toBe(0)
    expect(await count('owner=none')).toBe(cases.length)
    expect(await count('owner=nobody')).toBe(0)
    expect(await count('area=rumaithiya')).toBe(1)
    const { agency, golden } = about(cases, 'الرميثية')
    const topic = golden.topic!.id
    expect(await count(`agency=${agency}`)).toBe(cases.filter((one) => one.agency === agency).length)
    expect(await count(`topic=${topic}`)).toBe(cases.filter((one) => one.golden.topic?.id === topic).length)
    expect(await count('agency=no-such-agency')).toBe(0)
    expect(await count('topic=no-such-topic')).toBe(0)
  })

  it.each([
    ['status=opne', 'status'],
    ['stauts=open', 'stauts'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['sort=name', 'sort'],
    ['channel=fax', 'channel'],
    ['cursor=abc', 'cursor'],
    ['kind=', 'kind'],
  ])('refuses ?%s and names %s', async (query, field) => {
    const { status, body } = await get(await shared, `/cases?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ field })
    expect(body.ar).toMatch(/[؀-ۿ]/)
  })

  it('refuses a cursor that belongs to another question', async () => {
    const { house } = await filled(await open())
    const { next } = (await get(house, '/cases?limit=1&sort=recent')).body
    expect((await get(house, `/cases?limit=1&sort=oldest&cursor=${next}`)).body.code).toBe('invalid-cursor')
  })
})
const shared = newHouse()
