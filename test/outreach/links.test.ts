import { expect, it } from 'vitest'
import type { AuthorId, PostId } from '../../src/model.ts'
import { askToLink, endLink } from '../../src/outreach/index.ts'
import { createPlan } from '../../src/replies/index.ts'
import type { Store } from '../../src/store/index.ts'
import { linkedIn } from '../../src/store/reach.ts'
import { officer, report, said, type Town } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { by, hour, place } from './place.ts'

onBothEngines('Two accounts of one person', (open) => {
  const pair = async (store: Store) => {
    const there = await place(store, { quiet: null })
    const { town } = there
    const posts = await town.hear(
      report(7001, by('ali', town)),
      report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'dm', at: town.clock }),
      report(7001, by('stranger', town)),
    )
    const rows = await store.read.selectFrom('posts').select(['id', 'author_id']).execute()
    const author = (i: number) => rows.find(({ id }) => id === posts[i])!.author_id as AuthorId
    const id = (await town.caseOf(posts[0] as PostId))!
    const link = await askToLink(there.desk, { one: author(0), two: author(1), preferred: author(1), actor: officer })
    await there.run()
    const codes = [there.whatsapp, there.instagram].map(({ taken }) => /\d{6}/.exec(taken[0]!.text)![0])
    const counts = async () => (await createPlan(there.desk, { case: id, actor: officer, texts: { ar: 'تم.' } })).counts
    return { there, town, link, counts, toWhatsApp: codes[0]!, toInstagram: codes[1]! }
  }
  const onInstagram = (town: Town, text: string) =>
    said(text, { by: '777', channel: 'instagram', account: '2002', surface: 'dm', at: town.clock })

  it('become one by each sending the other’s code, get one answer where he chose, and can be parted again', async () => {
    const { there, town, link, counts, toWhatsApp, toInstagram } = await pair(await open())
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
    await town.hear(onInstagram(town, toWhatsApp))
    await there.run()
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
    await town.hear(said(toInstagram, by('ali', town)))
    await there.run()
    expect(await counts()).toEqual({ 'whatsapp-session': 1, 'instagram-dm': 1, 'refused:told-elsewhere': 1 })
    const cases = (await town.store.read.selectFrom('cases').select('id').execute()).map((row) => row.id)
    expect([...(await linkedIn(town.store.read, cases)).values()]).toEqual([1])
    await endLink(there.desk, { link: link.id, actor: officer })
    expect((await linkedIn(town.store.read, cases)).size).toBe(0)
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
  })

  it('stay two where a code comes back from the account it was told to, from a stranger, or too late', async () => {
    const { there, town, counts, toWhatsApp, toInstagram } = await pair(await open())
    await town.hear(
      said(toWhatsApp, by('ali', town)),
      onInstagram(town, toInstagram),
      said(toInstagram, by('stranger', town)),
    )
    await there.run()
    town.clock += 25 * hour
    await town.hear(said(toInstagram, by('ali', town)), onInstagram(town, toWhatsApp))
    await there.run()
    const [link] = await town.store.read.selectFrom('links').select(['state', 'one_at', 'two_at']).execute()
    expect(link).toEqual({ state: 'ended', one_at: null, two_at: null })
    expect(await counts()).not.toHaveProperty('refused:told-elsewhere')
  })

  it('are parted by a word of their owner', async () => {
    const { there, town, counts, toWhatsApp, toInstagram } = await pair(await open())
    await town.hear(onInstagram(town, toWhatsApp), said(toInstagram, by('ali', town)))
    await there.run()
    expect(await counts()).toHaveProperty('refused:told-elsewhere')
    await town.hear(said('فك الربط', by('ali', town)))
    await there.run()
    expect(await counts()).not.toHaveProperty('refused:told-elsewhere')
  })
})
