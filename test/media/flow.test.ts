// A file's way from the channel to the case: fetched within its life, checked, kept, and heard of by the pipeline.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import { type Connector, ConnectorError, type EventMedia } from '../../connectors/connector.ts'
import { createMatcher, decide, foldForSearch } from '../../dedupe/index.ts'
import { recount } from '../../src/cases/recount.ts'
import { createKeeper, createReader, dropBytes, isKept, type Keeper, type MediaDesk } from '../../src/media/index.ts'
import { keepBytes, readKept } from '../../src/media/shelf.ts'
import { type MediaRow, type Store, write } from '../../src/store/index.ts'
import { noteMedia, releaseMediaJobs } from '../../src/store/media.ts'
import { reportOf } from '../../src/store/posts.ts'
import { listPosts } from '../../src/store/views/posts.ts'
import { said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { bomb, jpeg, ogg, scene, withExif } from './pictures.ts'

const reader = createReader()
afterAll(() => reader.stop())

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64')
const allFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name)

type Remote = (id: string) => Promise<Uint8Array>
type House = {
  readonly town: Town
  readonly store: Store
  readonly folder: string
  readonly keeper: Keeper
  readonly asked: string[]
  /** Works until nothing is due. */
  settle(): Promise<void>
  media(id: string): Promise<MediaRow>
}

const houseOn = (store: Store, remote: Remote, more: Partial<MediaDesk> = {}): House => {
  const asked: string[] = []
  const town = townOn(store, { matcher: createMatcher(), decide })
  const folder = mkdtempSync(join(tmpdir(), 'sada-media-'))
  const whatsapp: Connector = {
    channel: 'whatsapp',
    limits: { routes: [] },
    inspect: () => [],
    fetchMedia: async (id) => {
      asked.push(id)
      return { bytes: await remote(id), mimeType: 'image/jpeg' }
    },
  }
  const keeper = createKeeper({
    store,
    connectors: [whatsapp],
    pipeline: town.pipeline,
    folder,
    reader,
    clock: () => town.clock,
    largestDocument: 100 * 1024 ** 2,
    ocr: false,
    transcribe: null,
    ...more,
  })
  const settle = async () => {
    while ((await keeper.turn()) > 0);
    await town.pipeline.drain()
  }
  const media = (id: string) =>
    store.read.selectFrom('media').selectAll().where('remote_id', '=', id).executeTakeFirstOrThrow()
  return { town, store, folder, keeper, asked, settle, media }
}

const photo = (id: string, more: Partial<EventMedia> = {}): EventMedia => ({ kind: 'image', remoteId: id, ...more })
const voice = (id: string): EventMedia => ({ kind: 'voice', remoteId: id, voice: true })
const minutes = 60_000
const days = 24 * 60 * minutes

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
    expect(kept.includes('Secret Citizen')).toBe(false)
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
    for (const wait of [16_000, 3 * minutes]) {
      house.town.clock += wait
      await house.settle()
    }
    expect(await house.media('p2')).toMatchObject({ state: 'kept', fault: null })
    expect(house.asked).toHaveLength(3)
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
    await note()
    expect((await house.store.read.selectFrom('media').selectAll().executeTakeFirstOrThrow()).digest).toBe(row.digest)
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
    await write(store, releaseMediaJobs)
    await next.settle()
    expect(await next.media('k1')).toMatchObject({ state: 'kept' })
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
    const { text } = await house.store.read.selectFrom('posts').select('text').executeTakeFirstOrThrow()
    expect(text).toBe('')
  })

  it('that the service cannot hear waits, and is tried again', async () => {
    let tries = 0
    const house = houseOn(await open(), async () => ogg(500), {
      transcribe: async () => (++tries < 3 ? { kind: 'again', fault: 'not reached' } : { kind: 'text', text: 'حفرة' }),
    })
    await house.town.hear(said('', { type: 'audio', media: [voice('v3')] }))
    for (let n = 0; n < 3; n++) {
      await house.settle()
      house.town.clock += 10 * minutes
    }
    expect((await house.media('v3')).transcript).toBe('حفرة')
  })
})
