import { expect, it } from 'vitest'
import { foldForSearch } from '../../dedupe/index.ts'
import { recount } from '../../src/cases/recount.ts'
import { write } from '../../src/store/index.ts'
import { listPosts } from '../../src/store/views/posts.ts'
import { said } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { houseOn, minutes, voice } from './house.ts'
import { ogg } from './pictures.ts'

onBothEngines('A voice', (open) => {
  it('without a transcription waits to be listened to, with its length', async () => {
    const house = houseOn(await open(), async () => ogg(7400))
    const [post] = await house.town.hear(said('', { type: 'audio', media: [voice('v1')] }))
    await house.settle()
    expect(await house.media('v1')).toMatchObject({ state: 'kept', mime_type: 'audio/ogg', duration_ms: 7400 })
    const { lane } = await house.store.read
      .selectFrom('posts')
      .select('lane')
      .where('id', '=', post!)
      .executeTakeFirstOrThrow()
    expect(lane).toBe('needs-listening')
  })

  it('with one is decided again on its words, found by them, and opens its case', async () => {
    const heard = 'انقطع الماي عن بيتنا في الجابرية قطعة ٤ من الصبح'
    const house = houseOn(await open(), async () => ogg(7400), {
      transcribe: async () => ({ kind: 'text', text: heard }),
    })
    const [post] = await house.town.hear(said('', { type: 'audio', media: [voice('v2')] }))
    expect(await house.town.caseOf(post!)).toBeNull()
    await house.settle()
    const id = await house.town.caseOf(post!)
    expect(id).not.toBeNull()
    const row = await house.store.read.selectFrom('cases').selectAll().where('id', '=', id!).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ area: 'jabriya', block: '4', kind: 'complaint' })
    expect(row.title).toContain('الماي')
    const counted = await write(house.store, (tx) => recount(tx, row, house.town.clock))
    expect(counted.title).toBe(row.title)
    const found = async (words: string) =>
      (await listPosts(house.store, { words: foldForSearch(words), scope: null }, null, 10)).rows
    expect(await found('الجابرية')).toMatchObject([{ id: post, text: '' }])
    expect(await found('الفروانية')).toEqual([])
  })

  it('that the service cannot hear waits, and is tried again', async () => {
    let tries = 0
    const house = houseOn(await open(), async () => ogg(500), {
      transcribe: async () => (++tries < 3 ? { kind: 'again', fault: 'not reached' } : { kind: 'text', text: 'حفرة' }),
    })
    await house.town.hear(said('', { type: 'audio', media: [voice('v3')] }))
    const heard: (string | null)[] = []
    for (let n = 0; n < 3; n++) {
      await house.settle()
      heard.push((await house.media('v3')).transcript)
      house.town.clock += 10 * minutes
    }
    expect(heard).toEqual([null, null, 'حفرة'])
  })
})
