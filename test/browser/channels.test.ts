import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'
import { type Fake, startFake } from './fake-api.ts'

let browser: Browser
let fake: Fake
let seen: Seen
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
  fake = await startFake()
  seen = await visit(browser, fake, '/channels', { lang: 'ar' })
  page = seen.page
  await page.locator('.connector').first().waitFor()
})
afterAll(async () => {
  await seen?.close()
  await browser?.close()
  await fake?.stop()
})

const card = (id: string) => page.locator(`[data-connector="${id}"]`)

describe('the channels', () => {
  it('say how each does, what stands in its way, and what it cost', async () => {
    await soon(() => card('whatsapp').textContent()).toContain('تعمل')
    await soon(() => card('instagram').textContent()).toContain('رُفض المفتاح أو إحدى الصلاحيات')
    const x = await card('x').textContent()
    expect(x).toContain('تطلب المنصة الانتظار حتى')
    expect(x).toContain('اقترب السقف')
    expect(x).toContain('لم يُضبط سر التحقق')
    await soon(() => card('generic').textContent()).toContain('غير مربوطة')
    expect(await card('generic').locator('button').count()).toBe(0)
  })
  it('are paused, resumed and asked from the keyboard', async () => {
    const first = card('x').locator('button').first()
    await first.focus()
    await page.keyboard.press('Enter')
    await card('x').getByText('متوقفة مؤقتًا').waitFor()
    await soon(() => card('x').textContent()).toContain('مها العلي')
    await first.click()
    await card('x').getByText('تعمل', { exact: true }).waitFor()
    await card('x').getByText('اسأل الآن').click()
    await page.getByText('سُئلت القناة.').first().waitFor()
    expect(fake.asked.filter((one) => one.endsWith(' x'))).toEqual(['pause x', 'resume x', 'run x'])
  })
  it('are tested, and what is missing is named', async () => {
    await card('instagram').getByText('اختبر الربط').click()
    await card('instagram').getByText('instagram_manage_messages').waitFor()
    await soon(() => card('instagram').textContent()).toContain('ينقص الربط شيء')
  })
  it('have no English word that no platform wrote', async () => {
    const words = (await page.locator('main').innerText()).match(/[A-Za-z]{3,}/g) ?? []
    const theirs = /^(webhooks|whatsapp|instagram|generic|search|app|case|update|manage|messages|doctor)$/
    expect(words.filter((word) => !theirs.test(word))).toEqual([])
  })
})
