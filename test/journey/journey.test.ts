// The promise, end to end: three channels, one case, one answer for everyone, and a mistake put right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import type { CaseWire, EventWire, PlanWire, PostWire, ReplyWire, ReviewWire } from '../../src/http/contract.ts'
import { eventually, type Product, startProduct } from './product.ts'

type Page<T> = { readonly items: readonly T[] }

let platforms: Simulator
let product: Product
let cookie = ''

beforeAll(async () => {
  platforms = await startSimulator({ seed: 7 })
  product = await startProduct(platforms.environment)
  platforms.connect(product.url)
})
afterAll(async () => {
  await platforms.close()
})

const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json', origin: product.url },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const given = response.headers.getSetCookie()[0]
  if (given !== undefined) cookie = given.split(';')[0]!
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text) as T
}
const get = <T>(path: string) => ask<T>('GET', path)
const casesNow = async () => (await get<Page<CaseWire>>('/cases?sort=oldest')).items
const caseOf = async (post: string) => (await get<PostWire>(`/posts/${post}`)).caseId
const postIdOf = async (remoteId: string) =>
  (await get<Page<PostWire>>('/posts?limit=200')).items.find((post) => post.remoteId === remoteId)?.id

const settled = (posts: number) =>
  eventually(
    () => get<{ posts: number; waiting: number }>('/stats/overview'),
    (seen) => seen.posts === posts && seen.waiting === 0,
  )

/** What a person does with the machine's questions here: it is the same incident. */
const answerQuestions = async () => {
  for (;;) {
    const [question] = (await get<Page<ReviewWire>>('/review')).items
    if (question === undefined) return
    await ask('POST', `/review/${question.id}/verdict`, { answer: 'same' })
  }
}

const burst = ['السلام عليكم', 'انقطعت الكهرباء عندنا في الرميثية قطعة 7 شارع 71', 'من ساعة والبيوت كلها ظلام']
const spoken: string[] = []
let incident: CaseWire
let other: CaseWire
let reply: ReplyWire

describe('one incident on three channels', () => {
  it('the first person makes the account with the link that serve printed', async () => {
    const token = (await product.setupLink()).hash.slice(1)
    const me = await ask<{ role: string }>('POST', '/setup', { token, name: 'مشرفة', password: 'كلمة مرور طويلة 1' })
    expect(me.role).toBe('admin')
    expect(await casesNow()).toEqual([])
  })

  it('the platforms agree to deliver', async () => {
    for (const channel of ['whatsapp', 'x', 'instagram'] as const) expect(await platforms.handshake(channel)).toBe(true)
  })

  it('a burst, a mention and a comment become one case', async () => {
    const handle = '@moi_sim'
    for (const text of burst)
      spoken.push((await platforms.say({ channel: 'whatsapp', from: '96550001111', name: 'بو فهد', text })).id)
    const mention = `${handle} الكهرباء مقطوعة في الرميثية قطعة 7 شارع 71 من ساعة`
    spoken.push((await platforms.say({ channel: 'x', from: '@jar_alhay', kind: 'mention', text: mention })).id)
    const comment = 'انقطاع الكهرباء بالرميثية ق7 شارع 71، متى ترجع؟'
    spoken.push((await platforms.say({ channel: 'instagram', from: '@um_salem', kind: 'comment', text: comment })).id)
    expect(await settled(5)).toMatchObject({ posts: 5, waiting: 0 })
    await answerQuestions()
    const cases = await casesNow()
    expect(cases.map(({ golden }) => golden.title)).toHaveLength(1)
    incident = cases[0]!
    expect(incident.golden).toMatchObject({ authors: 3, byChannel: { x: 1, instagram: 1 } })
  })

  it('another matter stays another case, until a person merges it by mistake', async () => {
    const text = 'حفرة كبيرة في شارع سالم المبارك بالسالمية قطعة 2 طاحت فيها سيارتي'
    spoken.push((await platforms.say({ channel: 'whatsapp', from: '96550002222', name: 'سارة', text })).id)
    await settled(6)
    const cases = await casesNow()
    expect(cases).toHaveLength(2)
    other = cases.find(({ id }) => id !== incident.id)!
    const body = { from: [other.id], version: incident.version }
    incident = await ask<CaseWire>('POST', `/cases/${incident.id}/merge`, body)
    expect(incident.golden.authors).toBe(4)
  })

  it('one reply is planned for each person and reaches each once', async () => {
    const text = 'عادت الكهرباء إلى قطعة 7 بعد إصلاح الكيبل. نعتذر عن الانقطاع.'
    const plan = await ask<PlanWire>('POST', `/cases/${incident.id}/replies/plan`, { text })
    expect(plan.counts).toEqual({ 'whatsapp-session': 2, 'x-reply': 1, 'instagram-comment': 1 })
    expect(platforms.ledger().sent).toEqual([])
    reply = await ask<ReplyWire>('POST', `/cases/${incident.id}/replies`, { planId: plan.planId })
    const again = await ask<ReplyWire>('POST', `/cases/${incident.id}/replies`, { planId: plan.planId })
    expect(again.id).toBe(reply.id)
    const done = await eventually(
      () => get<ReplyWire>(`/replies/${reply.id}`),
      ({ deliveries }) => deliveries.every(({ state }) => ['sent', 'delivered', 'read'].includes(state)),
    )
    expect(done.deliveries.map(({ state, reason }) => ({ state, reason }))).toHaveLength(4)
    const { sent } = platforms.ledger()
    expect(sent).toHaveLength(4)
    expect(new Set(sent.map(({ channel, to }) => `${channel} ${to}`)).size).toBe(4)
    for (const one of sent) expect(one.text).toContain('عادت الكهرباء')
  })

  it('the merge is undone, and exactly the one who was told wrong is told right', async () => {
    const history = (await get<Page<EventWire>>(`/cases/${incident.id}/events`)).items
    const merged = history.find(({ kind }) => kind === 'merged')!
    await ask('POST', `/cases/${incident.id}/undo`, { event: merged.id })
    expect(await caseOf((await postIdOf(spoken.at(-1)!))!)).toBe(other.id)
    expect((await get<CaseWire>(`/cases/${incident.id}`)).golden.authors).toBe(3)

    const correction = await ask<PlanWire>('POST', `/cases/${other.id}/replies/plan`, { audience: 'wrong' })
    expect(correction).toMatchObject({ kind: 'correction', counts: { 'whatsapp-session': 1 } })
    const sentNow = await ask<ReplyWire>('POST', `/cases/${other.id}/replies`, { planId: correction.planId })
    await eventually(
      () => get<ReplyWire>(`/replies/${sentNow.id}`),
      ({ deliveries }) => deliveries.every(({ state }) => ['sent', 'delivered', 'read'].includes(state)),
    )
    const told = platforms.ledger().sent.filter(({ to }) => to.endsWith('50002222'))
    expect(told).toHaveLength(2)
    expect(platforms.ledger().sent).toHaveLength(5)
    const none = await ask<PlanWire>('POST', `/cases/${other.id}/replies/plan`, { audience: 'wrong' })
    expect(none.deliveries).toEqual([])
  })

  it('a killed server comes back with everything, and stops in order when it is asked to', async () => {
    const before = await casesNow()
    await product.stop('SIGKILL')
    product = await startProduct(platforms.environment, product.folder)
    expect(product.said()).not.toContain('/setup#')
    expect(await casesNow()).toEqual(before)
    expect(product.said()).not.toMatch(/96550001111|50002222/)
    const { code } = await product.stop()
    expect(code).toBe(0)
    expect(platforms.ledger().sent).toHaveLength(5)
  })
})
