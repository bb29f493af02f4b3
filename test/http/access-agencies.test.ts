// A1: every route × role × agency, asserted from the tables that the guard reads; what an answer holds, from planted words.
import { beforeAll, describe, expect, it } from 'vitest'
import { reaches } from '../../src/http/reach.ts'
import { access, may, type Right } from '../../src/http/rights.ts'
import { type Role, roles } from '../../src/model.ts'
import { withheldPosts } from '../../src/store/views/scope.ts'
import { onBothEngines } from '../store/engines.ts'
import { agencies, type Land, newLand, type Owner, owners, secret, type Thing } from './agencies.ts'
import { admin } from './harness.ts'

const guarded = Object.entries(access).filter(([, right]) => right !== 'open') as [string, Right][]

describe('the table of what routes reach', () => {
  it('names every route that is not open, and no other', () => {
    expect(guarded.map(([route]) => route).filter((route) => reaches[route] === undefined)).toEqual([])
    expect(Object.keys(reaches).filter((route) => access[route] === undefined || access[route] === 'open')).toEqual([])
  })
})

/** What the `:id` of an address names. */
const kindOf = (path: string): Thing => {
  const [, noun = ''] = /\/([a-z]+)\/:id/.exec(path) ?? []
  const one = noun.replace(/ies$/, 'y').replace(/s$/, '')
  return Object.hasOwn(land.of.own, one) ? (one as Thing) : 'case'
}

let land: Land
const scoped = new Map<Role, string>()
beforeAll(async () => {
  land = await newLand()
  for (const role of roles) scoped.set(role, await land.house.token(role, { agencies: [agencies.own] }))
})

const cell = (route: string, owner: Owner, as: string) => {
  const [method = '', path = ''] = route.split(' ')
  const body = method === 'GET' ? {} : { body: {} }
  return land.house.ask(method, path.replace(/:\w+/g, land.of[owner][kindOf(path)]), { as, ...body })
}

/** What the tables promise of a cell. */
const expected = (route: string, right: Right, role: Role, owner: Owner): 'not-allowed' | 'other-agency' | 'let in' => {
  if (!may(role, right)) return 'not-allowed'
  const reach = reaches[route]!
  if (reach === 'whole') return 'other-agency'
  return reach !== 'own' && reach !== 'shown' && owner === 'other' ? 'other-agency' : 'let in'
}

describe.each(guarded)('%s for callers bound to an agency', (route, right) => {
  it.each(roles)('as %s, on what is theirs, another’s, and nobody’s yet', async (role) => {
    for (const owner of owners) {
      const { status, body } = await cell(route, owner, scoped.get(role)!)
      const promised = expected(route, right, role, owner)
      if (promised === 'let in') expect([401, 403, 500], `${owner} ${status}`).not.toContain(status)
      else expect([status, body.code], owner).toEqual([403, promised])
    }
  })
})

describe('another spelling of a path', () => {
  it('reaches no further than the path itself', async () => {
    const as = scoped.get('analyst')!
    const path = `/api/v1/cases/${land.of.other.case}/note`
    const first = land.of.other.case[0]!
    const encoded = `%${first.charCodeAt(0).toString(16)}`
    const spellings = [
      `/${path}`,
      `${path}/`,
      path.toUpperCase(),
      path.replace('/v1/', '%2Fv1%2f'),
      path.replace('/note', '/./note'),
      path.replace(land.of.other.case, encoded + land.of.other.case.slice(1)),
    ]
    for (const spelt of spellings) {
      const { status, body } = await land.house.ask('POST', spelt, { as, body: { text: 'mine' } })
      expect([status, body.code], spelt).toEqual([403, 'other-agency'])
    }
    // Encoded twice, it would become the id only on the way to the handler.
    const twice = path.replace(land.of.other.case, `%25${encoded.slice(1)}${land.of.other.case.slice(1)}`)
    for (const spelt of [twice, `${path};x=1`, path.replace('/note', ';a/note')])
      expect((await land.house.ask('POST', spelt, { as, body: { text: 'mine' } })).status, spelt).toBe(404)
    const { body } = await land.house.ask('GET', `/api/v1/cases/${land.of.other.case}/events`, { as: admin })
    expect(JSON.stringify(body)).not.toContain('mine')
  })
})

const ask = (land: Land, method: string, path: string, as: string, body?: unknown) =>
  land.house.ask(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })

onBothEngines('a case named in a body', (open) => {
  it('is reached like one in the address', async () => {
    const land = await newLand(await open())
    const as = await land.house.token('analyst', { agencies: [agencies.own] })
    const { own, other, none } = land.of
    const refused = async (path: string, body: unknown) => {
      const answer = await ask(land, 'POST', path, as, body)
      expect([answer.status, answer.body.code], path).toEqual([403, 'other-agency'])
    }
    const { version } = (await ask(land, 'GET', `/cases/${own.case}`, as)).body
    await refused(`/cases/${own.case}/merge`, { from: [other.case], version })
    await refused(`/posts/${own.post}/case`, { into: other.case })
    await refused(`/review/${own.review}/verdict`, { answer: 'same', case: other.case })
    await refused(`/review/${other.review}/verdict`, { answer: 'different' })
    // What was merged into another agency's case is that agency's.
    const seen = (await ask(land, 'GET', `/cases/${other.case}`, admin)).body.version
    await ask(land, 'POST', `/cases/${other.case}/merge`, admin, { from: [none.case], version: seen })
    await refused(`/cases/${none.case}/replies/plan`, { text: 'hello' })
    expect((await ask(land, 'POST', `/cases/${own.case}/note`, as, { text: 'ours' })).status).toBe(200)
  })
})

const reads = (land: Land, owner: Owner) => {
  const { case: id, post, review } = land.of[owner]
  return [
    '/posts?limit=200',
    `/posts/${post}`,
    `/posts?q=${encodeURIComponent(secret[owner])}`,
    '/cases?limit=200',
    `/cases?q=${encodeURIComponent(secret[owner])}`,
    `/cases/${id}`,
    `/cases/${id}/posts`,
    `/cases/${id}/events`,
    `/cases/${id}/replies`,
    '/review?limit=200',
    `/review/${review}`,
    '/stats/overview',
    '/stats/echoes',
  ]
}

onBothEngines('private words', (open) => {
  it('of another agency are in no answer, and are in those of everyone else', async () => {
    const land = await newLand(await open())
    const bound = await land.house.token('supervisor', { agencies: [agencies.own] })
    const free = await land.house.token('viewer')
    const holds = async (as: string, owner: Owner) => {
      const answers = await Promise.all(reads(land, owner).map((path) => ask(land, 'GET', path, as)))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      return reads(land, owner).filter((_, i) => answers[i]!.text.includes(secret[owner]))
    }
    expect(await holds(bound, 'other')).toEqual([])
    // The control: the same questions find the words where they may be read.
    for (const [as, owner] of [
      [bound, 'own'],
      [bound, 'none'],
      [free, 'other'],
    ] as const)
      expect((await holds(as, owner)).length, owner).toBeGreaterThanOrEqual(8)
  })

  it('are withheld with author, media, place and channel id; the case says that it is another’s', async () => {
    const land = await newLand(await open())
    const bound = await land.house.token('viewer', { agencies: [agencies.own] })
    const { post, case: id, media } = land.of.other
    expect((await ask(land, 'GET', `/posts/${post}`, bound)).body).toMatchObject({
      withheld: true,
      text: '',
      author: null,
      media: [],
      remoteId: '',
      location: null,
    })
    const shown = (await ask(land, 'GET', `/cases/${id}`, bound)).body
    expect(shown).toMatchObject({ foreign: true, allowedStatuses: [] })
    expect(shown.golden.title).not.toBe('')
    expect((await land.house.ask('GET', `/media/${media}`, { as: bound })).status).toBe(403)
    expect((await ask(land, 'GET', `/cases?q=${encodeURIComponent(secret.other)}`, bound)).body.items).toEqual([])
    const events = (await ask(land, 'GET', `/cases/${id}/events`, bound)).body.items
    expect(events.find(({ kind }: { kind: string }) => kind === 'noted').data.text).toBe('')
  })

  it('said in public are shown to everyone, and those of a post that is in an own case too', async () => {
    const land = await newLand(await open())
    const { store } = land.house.server
    const bound = [agencies.own]
    const { other, own } = land.of
    expect([...(await withheldPosts(store, bound, [other.post as never, own.post as never]))]).toEqual([other.post])
    expect((await withheldPosts(store, [], [own.post as never])).size).toBe(1)
    expect((await withheldPosts(store, null, [other.post as never])).size).toBe(0)
    await ask(land, 'POST', `/posts/${other.post}/case`, admin, { into: own.case, also: true })
    expect((await withheldPosts(store, bound, [other.post as never])).size).toBe(0)
  })
})

onBothEngines('a person bound to an agency', (open) => {
  it('is so by the account, and everywhere from the next request on', async () => {
    const land = await newLand(await open())
    const id = await land.house.user('Mona', 'agent', { agencies: [agencies.own] })
    const enter = () => land.house.signIn('Mona')
    const as = await enter()
    expect((await ask(land, 'GET', '/me', as)).body.agencies).toEqual([agencies.own])
    expect((await ask(land, 'POST', `/cases/${land.of.other.case}/note`, as, { text: 'x' })).status).toBe(403)
    const wrong = await ask(land, 'PUT', `/users/${id}`, admin, { agencies: ['nowhere'] })
    expect([wrong.status, wrong.body.field]).toEqual([422, 'agencies'])
    await ask(land, 'PUT', `/users/${id}`, admin, { agencies: [agencies.other] })
    expect((await ask(land, 'GET', '/me', as)).status).toBe(401)
    const again = await enter()
    expect((await ask(land, 'POST', `/cases/${land.of.other.case}/note`, again, { text: 'x' })).status).toBe(200)
    expect((await ask(land, 'POST', `/cases/${land.of.own.case}/note`, again, { text: 'x' })).status).toBe(403)
  })
})

describe('a token with fewer rights', () => {
  it('has those and no other, whatever its role', async () => {
    const as = await land.house.token('admin', { rights: ['post.push'] })
    expect((await ask(land, 'GET', '/cases', as)).body.code).toBe('not-allowed')
    expect((await ask(land, 'POST', '/tokens', as, { name: 'x', role: 'admin' })).body.code).toBe('not-allowed')
    expect((await ask(land, 'POST', '/posts', as, [])).status).toBe(400)
    expect((await ask(land, 'GET', '/me', as)).body.may).toEqual(['self', 'post.push'])
  })

  it('makes none with more than it has', async () => {
    const as = await land.house.token('admin', { rights: ['token.manage', 'read'] })
    const made = (body: object) => ask(land, 'POST', '/tokens', as, { name: 'x', role: 'admin', ...body })
    expect((await made({})).body.field).toBe('rights')
    expect((await made({ rights: ['case.merge'] })).body.field).toBe('rights')
    expect((await made({ role: 'viewer', rights: ['token.manage'] })).body.field).toBe('rights')
    expect((await made({ rights: ['read'] })).status).toBe(201)
  })
})

onBothEngines('a post in no case', (open) => {
  it('is withheld where what it is about is another agency’s, as all of that agency’s private posts are', async () => {
    const { house } = await newLand(await open())
    const said = {
      own: 'متى دوام وزارة الكهرباء ياسمينة',
      other: 'رقم وزارة الاشغال كم؟ ياسمينة',
      none: 'صباح الخير ياسمينة',
    }
    const body = Object.values(said).map((text, n) => ({
      id: `lane.${n}`,
      channel: 'whatsapp',
      kind: 'dm',
      author: `+9656600${1000 + n}`,
      text,
      created_at: new Date().toISOString(),
    }))
    await house.ask('POST', '/api/v1/posts', { as: admin, body })
    await house.server.pipeline.drain()
    const lane = async (as: string, more = '') =>
      (await house.ask('GET', `/api/v1/posts?caseId=none${more}`, { as })).body.items as { text: string }[]
    const scoped = await house.token('agent', { agencies: [agencies.own] })
    const all = (await lane(admin)).map(({ text }) => text)
    expect(all).toEqual(expect.arrayContaining(Object.values(said)))
    const mine = (await lane(scoped)).map(({ text }) => text)
    expect([mine.includes(said.own), mine.includes(said.other), mine.includes(said.none)]).toEqual([true, false, true])
    // Finding is reading.
    expect((await lane(scoped, '&q=ياسمينة')).map(({ text }) => text)).not.toContain(said.other)
    expect(await lane(scoped, '&q=ياسمينة')).toHaveLength(2)
    const ids = (await house.ask('GET', '/api/v1/posts?caseId=none', { as: admin })).body.items as {
      id: string
      text: string
    }[]
    const analyst = await house.token('analyst', { agencies: [agencies.own] })
    const opened = async (text: string) => {
      const { id } = ids.find((post) => post.text === text)!
      return (await house.ask('POST', `/api/v1/posts/${id}/case`, { as: analyst, body: {} })).status
    }
    expect([await opened(said.other), await opened(said.own)]).toEqual([403, 200])
  })
})
