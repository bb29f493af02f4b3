// The day's work by hand on the product itself: `sada serve` on a store of its own, three simulated channels, the real matcher, and
// no more steps than the table in docs/dashboard.md allows.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../connectors/simulator/index.ts'
import type { CaseWire, PostWire } from '../../src/http/contract.ts'
import { eventually, type Product, startProduct } from '../journey/product.ts'
import { go, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'
import { find, handOn, keepsToTable, merge, putRight, reply, said } from './hand.ts'

const token = 'token-of-the-steps-test'
const areas = 'السرة الجابرية بيان مشرف سلوى الرميثية حولي الشامية كيفان الروضة قرطبة اليرموك'.split(' ')
let platforms: Simulator
let product: Product
let browser: Browser
let seen: Seen
let page: Page

const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}
const settled = (posts: number) =>
  eventually(
    () => ask<{ posts: number; waiting: number; pendingReviews: number }>('GET', '/stats/overview'),
    (now) => now.posts === posts && now.waiting === 0,
  )
const caseOf = async (words: string): Promise<CaseWire> => {
  const { items } = await ask<{ items: readonly CaseWire[] }>('GET', `/cases?q=${encodeURIComponent(words)}`)
  return items[0]!
}
const open = async (path: string, ready: string) => {
  await go(page, path)
  await page.locator(ready).first().waitFor()
  return handOn(page)
}

const outage = 'الكهرباء مقطوعة في الفحيحيل قطعة 7 شارع 71 من ساعة'
/** The same incident on three channels; whatever the matcher asks about it is answered. */
const hearOutage = async () => {
  await platforms.say({ channel: 'whatsapp', from: '96550001111', name: 'بو فهد', text: outage })
  await platforms.say({ channel: 'x', from: '@jar_alhay', kind: 'mention', text: `@moi_sim ${outage}` })
  await platforms.say({ channel: 'instagram', from: '@um_salem', kind: 'comment', text: outage })
  await settled(3)
  for (;;) {
    const [question] = (await ask<{ items: readonly { id: string }[] }>('GET', '/review')).items
    if (question === undefined) return
    await ask('POST', `/review/${question.id}/verdict`, { answer: 'same' })
  }
}
/** Ten matters told twice, under lines by which nothing joins by itself: ten questions. */
const hearDoubts = async () => {
  await ask('PUT', '/lab/lines', { lines: { accept: 1, review: 0.05 } })
  const told = (i: number, area: string, twice: boolean) => ({
    id: `${area}-${twice}`,
    channel: 'x',
    author: `teller-${i}-${twice}`,
    text: twice ? `حفرة كبيرة وسط شارع 10 في ${area} قطعة 3` : `في ${area} قطعة 3 شارع 10 حفرة كبيرة كسرت التاير`,
    created_at: new Date().toISOString(),
  })
  const ten = areas.slice(0, 10)
  await ask(
    'POST',
    '/posts',
    ten.map((area, i) => told(i, area, false)),
  )
  await ask(
    'POST',
    '/posts',
    ten.map((area, i) => told(i, area, true)),
  )
}

beforeAll(async () => {
  platforms = await startSimulator({ seed: 7 })
  product = await startProduct({ ...platforms.environment, SADA_ADMIN_TOKEN: token })
  platforms.connect(product.url)
  browser = await openBrowser()
  const link = await product.setupLink()
  seen = await visit(browser, product, `${link.pathname}${link.hash}`, { lang: 'en' })
  page = seen.page
  await page.getByLabel('Name').fill('Maha')
  await page.getByLabel('Password').fill('صحراء واسعة وبحر هادئ')
  await page.keyboard.press('Enter')
  await page.locator('#content').waitFor()
  await hearOutage()
  const texts = ['مصعد عمارة النخيل في حولي قطعة 5 عالق من يومين', 'ماسورة ماي منفجرة في كيفان قطعة 2 شارع 21']
  for (const [i, text] of texts.entries())
    await platforms.say({ channel: 'whatsapp', from: `9655000222${i}`, name: 'سارة', text })
  await settled(5)
})
afterAll(async () => {
  await seen?.close()
  await browser?.close()
  await product?.stop()
  await platforms?.close()
})

it('finds a case by its words, whatever their spelling', async () => {
  const hand = await open('/', '.row')
  await find(hand, 'عماره النخيل')
  keepsToTable('find a case by its words and open it', hand)
})

it('merges two cases, and takes it back', async () => {
  const water = await caseOf('ماسورة')
  const hand = await open(`/cases/${water.id}`, '.post')
  await merge(hand, 'مصعد')
  keepsToTable('merge another case into this one', hand)
  const back = handOn(page)
  await back.key('z')
  await said(back, 'Undone')
  keepsToTable('take a merge back', back)
  expect((await ask<CaseWire>('GET', `/cases/${water.id}`)).golden.posts).toBe(1)
})

it('splits a post off', async () => {
  const { id, golden } = await caseOf('الفحيحيل')
  const hand = await open(`/cases/${id}`, '.post')
  await page.locator('.post').last().focus()
  await hand.key('x', 's')
  await said(hand, 'split into a new case')
  keepsToTable('split a post off', hand)
  await page.keyboard.press('z')
  await said(hand, 'Undone')
  expect((await ask<CaseWire>('GET', `/cases/${id}`)).golden.posts).toBe(golden.posts)
})

it('answers the people of three channels, each once', async () => {
  const { id, golden } = await caseOf('الفحيحيل')
  expect(Object.keys(golden.byChannel).sort()).toEqual(['instagram', 'whatsapp', 'x'])
  const hand = await open(`/cases/${id}`, '.post')
  await reply(hand, 'أعيد التيار إلى قطعة 7، ونعتذر عن الانقطاع.')
  keepsToTable('answer the people of three channels at once', hand)
  await soon(() =>
    platforms
      .ledger()
      .sent.map(({ channel }) => channel)
      .sort(),
  ).toEqual(['instagram', 'whatsapp', 'x'])
})

it('undoes a wrong merge after the reply, and tells exactly those whom it misled', async () => {
  const water = await caseOf('ماسورة')
  const before = await open(`/cases/${water.id}`, '.post')
  await merge(before, 'مصعد')
  await reply(before, 'أصلح الفريق الماسورة وعاد الماء.')
  await soon(() => platforms.ledger().sent.length).toBe(5)
  const hand = handOn(page)
  await putRight(hand, 'مصعد')
  await said(hand, 'on its way')
  keepsToTable('undo a wrong merge after the reply, and correct those it misled', hand)
  await soon(() => platforms.ledger().sent.length).toBe(6)
  expect(platforms.ledger().sent.at(-1)!.to).toContain('50002220')
})

it('answers ten questions of the review queue by keys', async () => {
  await hearDoubts()
  await soon(async () => (await settled(25)).pendingReviews).toBeGreaterThanOrEqual(10)
  const hand = await open('/review', '.question')
  const answered = new Set<string>()
  for (let at = 0; at < 10; at++) {
    const question = page.locator('[data-review]').first()
    await soon(async () => answered.has((await question.getAttribute('data-review'))!)).toBe(false)
    answered.add((await question.getAttribute('data-review'))!)
    await hand.key(at % 2 === 0 ? 's' : 'd')
  }
  keepsToTable('answer ten questions of the review queue', hand)
  const judged = async () => (await ask<{ mine: number; all: number }>('GET', '/stats/review')).all
  await soon(judged).toBeGreaterThanOrEqual(10)
})

it('says nothing to the console, and asks no other origin for anything', async () => {
  expect(seen.console.filter((line) => !line.includes('401'))).toEqual([])
  expect(seen.foreign).toEqual([])
  expect((await ask<{ items: readonly PostWire[] }>('GET', '/posts?limit=1')).items).toHaveLength(1)
})
