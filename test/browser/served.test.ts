// The same screens on the product itself: `sada serve` from an empty store, set up, fed, worked in by keys.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Product, startProduct } from '../journey/product.ts'
import { axe, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'

let browser: Browser
let product: Product
let seen: Seen
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct({ SADA_ADMIN_TOKEN: 'token-of-the-browser-test' })
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const now = Date.now()
const push = async (posts: readonly { channel: string; author: string; text: string; ago: number }[]) => {
  const body = posts.map(({ ago, ...said }, index) => ({
    ...said,
    id: `${said.author}-${index}`,
    created_at: new Date(now - ago * 60_000).toISOString(),
  }))
  const headers = { authorization: 'Bearer token-of-the-browser-test', 'content-type': 'application/json' }
  const answer = await fetch(`${product.url}/api/v1/posts`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`push answered ${answer.status}: ${await answer.text()}`)
}

it('is set up by its link, shows echoes arriving, opens a case, splits it and takes that back, without a word to the console', async () => {
  const link = await product.setupLink()
  seen = await visit(browser, product, `${link.pathname}${link.hash}`, { lang: 'ar' })
  const { page } = seen
  await page.getByLabel('الاسم').fill('مها')
  await page.getByLabel('كلمة المرور').fill('صحراء واسعة وبحر هادئ')
  await page.getByRole('button', { name: 'إنشاء الحساب والدخول' }).click()
  await page.getByText('لا قضايا تحتاج إلى عمل').waitFor()
  await push([
    { channel: 'whatsapp', author: '96550000001', ago: 20, text: 'انقطعت الكهرباء عن السرة قطعة 4 والشارع كله ظلام' },
    { channel: 'whatsapp', author: '96550000001', ago: 19, text: 'السرة قطعة 4 شارع 2، الكهرباء مقطوعة من ربع ساعة' },
    { channel: 'x', author: 'q8_reader', ago: 15, text: 'انقطعت الكهرباء عن السرة قطعة 4 والشارع كله ظلام' },
    { channel: 'instagram', author: 'morning.kw', ago: 9, text: 'صباح الخير عليكم 🌹' },
  ])
  await page.locator('.row').first().waitFor()
  await page.locator('.row-link').first().click()
  await page.locator('.post').first().waitFor()
  const before = await page.locator('.post').count()
  expect(before).toBeGreaterThan(1)
  await page.locator('.why').last().click()
  await page.locator('.terms').first().waitFor()
  await soon(() => axe(page)).toEqual([])
  await page.locator('.post').last().focus()
  await page.keyboard.press('KeyX')
  await page.keyboard.press('KeyS')
  await page.locator('.toast', { hasText: 'فُصل' }).waitFor()
  await soon(() => page.locator('.post').count()).toBe(before - 1)
  await page.keyboard.press('KeyZ')
  await page.locator('.toast', { hasText: 'تمّ التراجع' }).waitFor()
  await soon(() => page.locator('.post').count()).toBe(before)
  expect(seen.console.filter((line) => !line.includes('401'))).toEqual([])
  expect(seen.foreign).toEqual([])
})
