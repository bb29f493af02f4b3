import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'
import { type Answer, admin, type House, newHouse } from './harness.ts'

type Line = Readonly<Record<string, unknown>>
let number = 0
const post = (text: string, more: Line = {}): Line => ({
  id: `p-${++number}`,
  channel: 'whatsapp',
  kind: 'dm',
  author: `+9655000${1000 + number}`,
  text,
  created_at: new Date(Date.now() - 3_600_000 + number * 1000).toISOString(),
  ...more,
})

/** Posts that are different matters to any reader, so that each is a case. */
const matters = () => [
  post('انقطاع الكهرباء في الرميثية قطعة 7 من الصبح'),
  post('حفرة كبيرة في شارع سالم المبارك بالسالمية قطعة 2 طاحت فيها سيارتي'),
  post('Garbage containers overflowing in Jabriya block 3 for a week', { channel: 'x', author: '@someone' }),
  post('ماسورة ماء منفجرة في الفحيحيل قطعة 5', { channel: 'instagram', kind: 'comment', author: '@another' }),
  post('أقترح توفير مظلات في حديقة مشرف', { channel: 'x', author: '@third' }),
]

const pushed = async (house: House, lines: readonly Line[]): Promise<Answer> => {
  const answer = await house.ask('POST', '/api/v1/posts', { as: admin, body: lines })
  await house.server.pipeline.drain()
  return answer
}
const get = (house: House, path: string) => house.ask('GET', `/api/v1${path}`, { as: admin })
const send = (house: House, path: string, body: unknown, headers = {}) =>
  house.ask('POST', `/api/v1${path}`, { as: admin, body, headers })

const filled = async (store: Store) => {
  const house = await newHouse(store)
  await pushed(house, matters())
  const { items } = (await get(house, '/cases?limit=200')).body
  return { house, cases: items as Shown[] }
}
type Shown = { readonly id: string; readonly version: number; readonly golden: { readonly title: string } }
const about = (cases: readonly Shown[], word: string) => cases.find(({ golden }) => golden.title.includes(word))!

onBothEngines('pushed posts', (open) => {
  it('become cases, once, however often they are pushed', async () => {
    const house = await newHouse(await open())
    const lines = matters()
    const first = await pushed(house, lines)
    expect(first.body).toMatchObject({ new: lines.length, seen: 0, skipped: [] })
    const again = await pushed(house, lines)
    expect(again.body).toMatchObject({ new: 0, seen: lines.length })
    expect(again.body.posts).toEqual(first.body.posts)
    const { body } = await get(house, '/stats/overview')
    expect(body).toMatchObject({ posts: lines.length, waiting: 0 })
  })

  it('are checked one by one: a bad one is named, the others are stored', async () => {
    const house = await newHouse(await open())
    const lines = [post('انقطاع الكهرباء في سلوى'), { id: 'x', text: 'no time' }, 'not a post', post('', {})]
    const { body } = await pushed(house, lines as never)
    expect(body.new).toBe(1)
    expect(body.skipped.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3])
    expect(body.skipped[0].reason).toMatch(/^created_at/)
    const alone = await send(house, '/posts', { id: 'x', text: 'no time' })
    expect(alone.status).toBe(400)
    expect(alone.body).toMatchObject({ code: 'invalid-request', field: 'created_at' })
    expect(alone.body.fix.en).toContain('write the time of the post')
  })

  it('come as lines too, and a broken one is named by its number', async () => {
    const house = await newHouse(await open())
    const body = `${JSON.stringify(post('انقطاع الكهرباء في سلوى'))}\r\n\r\n{"id":\n`
    const headers = { 'content-type': 'application/x-ndjson' }
    const answer = await house.ask('POST', '/api/v1/posts', { as: admin, body, headers })
    expect(answer.body).toMatchObject({
      new: 1,
      skipped: [{ index: 1, reason: expect.stringMatching(/^line 3: is not JSON/) }],
    })
  })
})

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

onBothEngines('what people do to a case', (open) => {
  it('merges, undoes, and a lost race is answered with the case as it is', async () => {
    const { house, cases } = await filled(await open())
    const [into, from] = [about(cases, 'الرميثية'), about(cases, 'الفحيحيل')]
    const merged = await send(house, `/cases/${into.id}/merge`, { from: [from.id], version: into.version })
    expect(merged.body).toMatchObject({ id: into.id, golden: { posts: 2 } })
    const lost = await send(house, `/cases/${into.id}/status`, { status: 'in-progress', version: into.version })
    expect(lost.status).toBe(409)
    expect(lost.body).toMatchObject({
      code: 'version-conflict',
      current: { id: into.id, version: merged.body.version },
    })
    const gone = await send(house, `/cases/${from.id}/status`, { status: 'closed', version: from.version + 1 })
    expect(gone.body).toMatchObject({ status: 409, current: { id: into.id } })

    const history = (await get(house, `/cases/${into.id}/events`)).body.items
    const event = history.find(({ kind }: { kind: string }) => kind === 'merged')
    expect(event).toMatchObject({ undoable: true, actor: { kind: 'token' } })
    expect((await send(house, `/cases/${from.id}/undo`, { event: event.id })).status).toBe(404)
    expect((await send(house, `/cases/${into.id}/undo`, { event: event.id })).status).toBe(200)
    expect((await get(house, `/cases/${from.id}`)).body).toMatchObject({ status: 'open', golden: { posts: 1 } })
    expect((await send(house, `/cases/${into.id}/undo`, { event: event.id })).status).toBe(409)
    const after = (await get(house, `/cases/${into.id}/events`)).body.items
    expect(after.find(({ id }: { id: string }) => id === event.id).undoable).toBe(false)
  })

  it('splits, and says why each post is where it is', async () => {
    const { house, cases } = await filled(await open())
    const [into, from] = [about(cases, 'الرميثية'), about(cases, 'الفحيحيل')]
    const merged = await send(house, `/cases/${into.id}/merge`, { from: [from.id], version: into.version })
    const thread = (await get(house, `/cases/${into.id}/posts`)).body.items
    expect(thread).toHaveLength(2)
    for (const item of thread) expect(item.why).toMatchObject({ decision: expect.any(String), at: expect.any(String) })
    const { version } = merged.body
    const split = await send(house, `/cases/${into.id}/split`, { posts: [thread[1].id], version })
    expect(split.body).toMatchObject({ source: { id: into.id }, created: { golden: { posts: 1 } } })
    const all = await send(house, `/cases/${into.id}/split`, { posts: [thread[0].id], version: version + 1 })
    expect(all.body).toMatchObject({ status: 422, field: 'posts', fix: { ar: expect.stringMatching(/^[^a-z]+$/i) } })
  })

  it('assigns to people and agencies that exist, and sets what may follow', async () => {
    const { house, cases } = await filled(await open())
    const owner = await house.user('سالم', 'agent')
    const { id, version } = about(cases, 'السالمية')
    const given = await send(house, `/cases/${id}/assign`, { owner, agency: 'mew', version })
    expect(given.body).toMatchObject({ owner: { id: owner, name: 'سالم' }, agency: 'mew' })
    const next = given.body.version
    expect((await send(house, `/cases/${id}/assign`, { owner: 'nobody', version: next })).body.field).toBe('owner')
    expect((await send(house, `/cases/${id}/assign`, { agency: 'nasa', version: next })).body.field).toBe('agency')
    expect((await get(house, `/cases?owner=${owner}`)).body.items).toHaveLength(1)
    const allowed = given.body.allowedStatuses as string[]
    expect(allowed).not.toContain('adopted')
    expect((await send(house, `/cases/${id}/status`, { status: 'adopted', version: next })).status).toBe(422)
    const solved = await send(house, `/cases/${id}/status`, { status: 'solved', version: next, note: 'أُصلحت' })
    expect(solved.body).toMatchObject({ status: 'solved', closedAt: expect.any(String) })
    const unseen = await send(house, `/cases/${id}/assign`, { agency: 'mpw' })
    expect(unseen.body, 'without a version the change is made on what the case is now').toMatchObject({ agency: 'mpw' })
    const noted = await send(house, `/cases/${id}/note`, { text: 'اتصل المقاول 99887766' })
    expect(noted.status).toBe(200)
    expect((await get(house, `/cases/${id}/events`)).text).not.toContain('99887766')
  })

  it('makes a case of a post in the lane', async () => {
    const house = await newHouse(await open())
    await pushed(house, [post('صباح الخير جميعا')])
    const [held] = (await get(house, '/posts?caseId=none')).body.items
    expect(held).toMatchObject({ caseId: null, state: 'decided' })
    const made = await send(house, `/posts/${held.id}/case`, {})
    expect(made.body).toMatchObject({ kind: 'complaint', golden: { posts: 1 } })
    expect((await get(house, `/posts/${held.id}`)).body.caseId).toBe(made.body.id)
    expect((await get(house, '/posts?caseId=none')).body.items).toEqual([])
  })
})

onBothEngines('a write with an Idempotency-Key', (open) => {
  it('happens once and is answered alike; the key is good for no other request', async () => {
    const { house, cases } = await filled(await open())
    const { id } = cases[0]!
    const keyed = (text: string) => send(house, `/cases/${id}/note`, { text }, { 'idempotency-key': 'k-1' })
    const [first, second] = [await keyed('ملاحظة'), await keyed('ملاحظة')]
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    const notes = async () =>
      (await get(house, `/cases/${id}/events`)).body.items.filter(({ kind }: { kind: string }) => kind === 'noted')
    expect(await notes()).toHaveLength(1)
    expect((await keyed('غيرها')).body).toMatchObject({ status: 422, code: 'key-reused' })
    const other = await house.token('agent')
    const theirs = await house.ask('POST', `/api/v1/cases/${id}/note`, {
      as: other,
      body: { text: 'ملاحظة' },
      headers: { 'idempotency-key': 'k-1' },
    })
    expect(theirs.headers.get('idempotency-replayed')).toBeNull()
    await send(house, `/cases/${id}/note`, { text: 'ملاحظة' })
    expect(await notes()).toHaveLength(3)
    expect((await send(house, `/cases/${id}/note`, { text: 'a' }, { 'idempotency-key': 'k'.repeat(201) })).status).toBe(
      400,
    )
  })

  it('refuses a repetition while the first still runs', async () => {
    const { house, cases } = await filled(await open())
    const keyed = () => send(house, `/cases/${cases[0]!.id}/note`, { text: 'a' }, { 'idempotency-key': 'race' })
    const answers = await Promise.all([keyed(), keyed(), keyed(), keyed()])
    const history = (await get(house, `/cases/${cases[0]!.id}/events`)).body.items
    expect(history.filter(({ kind }: { kind: string }) => kind === 'noted')).toHaveLength(1)
    for (const { status } of answers) expect([200, 409]).toContain(status)
  })
})

onBothEngines('personal data', (open) => {
  const secrets = ['50123456', '٩٩٨٨٧٧٦٦', '287051512345', 'ali@example.com', '+96550001234', 'ali_q8_real']
  it('is shown to nobody until a reason is given, and that is written down', async () => {
    const house = await newHouse(await open())
    await pushed(house, [
      post('انقطاع الماء في العديلية قطعة 2، كلموني 50123456 أو ٩٩٨٨٧٧٦٦ مدني 287051512345 ali@example.com', {
        author: '+96550001234',
      }),
      post('انقطاع الماء في العديلية قطعة 2 شارع 21 @ministry', { channel: 'x', author: '@ali_q8_real' }),
    ])
    const { items } = (await get(house, '/cases')).body
    const pages = ['/cases', '/posts', '/review', '/stats/overview']
    for (const { id } of items) pages.push(`/cases/${id}`, `/cases/${id}/posts`, `/cases/${id}/events`)
    for (const path of pages) {
      const { text, status } = await get(house, path)
      expect(status, path).toBe(200)
      for (const secret of secrets) expect(text, `${secret} in ${path}`).not.toContain(secret)
    }
    const [shown] = (await get(house, '/posts?channel=whatsapp')).body.items
    expect(shown.author).toMatchObject({ name: '+965••••1234', masked: true })

    const reveal = (as: string, body: object) =>
      house.ask('POST', `/api/v1/authors/${shown.author.id}/reveal`, { as, body })
    expect((await reveal(await house.token('analyst'), { reason: 'طلب اتصال' })).status).toBe(403)
    expect((await reveal(admin, {})).body.field).toBe('reason')
    const revealed = await reveal(await house.token('supervisor'), { reason: 'طلب اتصال' })
    expect(revealed.body).toMatchObject({
      remoteId: '+96550001234',
      aliases: ['+96550001234'].map(() => expect.any(String)),
    })
    const [entry] = (await get(house, '/audit')).body.items
    expect(entry).toMatchObject({ action: 'author-revealed', subject: shown.author.id, data: { reason: 'طلب اتصال' } })
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and knows every route under /api/v1 with its right', async () => {
    const { body } = await (await shared).ask('GET', '/api/v1/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(body.paths['/api/v1/cases/{id}/merge'].post['x-right']).toBe('case.merge')
    expect(body.paths['/api/v1/cases'].get.responses.default.content).toHaveProperty(['application/problem+json'])
    expect(body.paths['/api/v1/session'].post.security).toEqual([])
  })
})
