// Every room while the server fails, and while what it tells is hostile: never an empty card, never more than words.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, fitsWidth, focused, go } from './browser.ts'
import { eachTest, soon } from './each-test.ts'
import { hostile, poisoned } from './hostile.ts'

const desk = eachTest()

const again = (page: Page) => page.getByRole('button', { name: 'إعادة المحاولة' })

/** A room, what it asks the server for, how many of its parts cannot be without the answer, and what comes with it. */
const rooms = [
  ['/replies', /\/(?:plans|unknown|reply-policy|snippets|templates|links|hooks)$/, 8, 'input[name=hourlyCap]'],
  ['/privacy', /\/(?:reveal-stops|erasures|retention)$/, 3, '.access-row'],
  ['/channels', /\/connectors$/, 1, '.connector'],
  ['/trends', /\/stats\/trends$/, 1, '.bars'],
  ['/report', /\/stats\/(?:trends|map)$/, 2, '.report-part'],
  ['/map', /\/stats\/map$/, 1, '.kuwait'],
  ['/lab', /\/lab$/, 1, '.lab-figures'],
  ['/house', /\/rules\/service$|\/reference$/, 2, 'form.house'],
  ['/alerts', /\/me\/(?:alerts|preferences)$/, 2, '.wishes'],
  ['/no-case', /\/posts$/, 1, '.lane-post'],
  ['/review', /\/review$/, 1, '.question'],
  ['/cases/c-power', /\/cases\/c-power\/posts$/, 1, '.post'],
] as const

describe('a room whose server is slow, then fails', () => {
  it.each(
    rooms,
  )('%s waits in its shape, says so in every part, and a press mends it', async (path, asks, parts, content) => {
    desk.fake.failing.push({ path: asks, status: 403, times: 1000 })
    const { page } = await desk.look('/nowhere', { lang: 'ar' })
    const held = Promise.withResolvers<void>()
    await page.route(
      ({ pathname }) => asks.test(pathname),
      (route) => held.promise.then(() => route.continue()),
    )
    await go(page, path)
    await page.getByRole('status', { name: 'جارٍ التحميل' }).first().waitFor()
    held.resolve()
    // Once more drawn it may be gone for a moment: it is waited for, words and all.
    await soon(() => page.locator('main .failure').allInnerTexts()).toEqual(
      Array.from({ length: parts }, () => expect.stringContaining('حدث خطأ في الخادم.')),
    )
    await soon(() => page.locator('main .skeleton').count()).toBe(0)
    await soon(() => page.locator(content).count()).toBe(0)
    await soon(() => axe(page)).toEqual([])
    desk.fake.failing.length = 0
    for (let left: number = parts; left > 0; left = await again(page).count()) {
      await again(page).first().press('Enter')
      await soon(() => again(page).count()).toBeLessThan(left)
    }
    await page.locator(content).first().waitFor()
    await soon(() => page.locator('main .failure').count()).toBe(0)
    await soon(() => focused(page)).not.toBe(null)
  })
})

const told =
  /\/api\/v1\/(?:stats\/|reference|plans|deliveries|snippets|templates|links|hooks|me\/alerts|cases|posts|review|connectors|erasures|reveal-stops|lab)/

/** Rooms that show nothing anybody wrote. */
const quietRooms = new Set(['/settings', '/welcome', '/lab'])

describe('hostile words in what the server tells', () => {
  it.each([360, 1280])('stay words and break no frame in every room at %i px', async (width) => {
    const { page } = await desk.look('/', { lang: 'ar', width })
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    await page.route(told, async (route) => {
      const response = await route.fetch()
      const body = response.headers()['content-type']?.includes('json') ? poisoned(await response.json()) : null
      return body === null ? route.fulfill({ response }) : route.fulfill({ response, json: body })
    })
    for (const [path, ready] of [
      ['/map', '.area-table'],
      ['/trends?by=area', '.bars'],
      ['/report', '.report-part table'],
      ['/replies', '.words'],
      ['/alerts', '.alerts'],
      ['/house', 'details'],
      ['/', '.row'],
      ['/no-case', '.lane-post'],
      ['/review', '.question'],
      ['/channels', '.connector'],
      ['/privacy', '.access-row'],
      ['/settings', '.look'],
      ['/welcome', '.steps'],
      ['/cases/c-power?pane=reply', '.composer-text'],
    ] as const) {
      await page.goto(`${desk.fake.url}${path}`)
      await page.locator(ready).first().waitFor()
      for (const summary of await page.locator('main summary').all()) await summary.click()
      await page.waitForTimeout(150)
      expect(await page.locator('main script, main iframe, main [onerror], main [onload]').count()).toBe(0)
      expect(await page.locator('main a[href^="javascript:"]').count()).toBe(0)
      if (!quietRooms.has(path)) await soon(() => page.locator('main').textContent(), path).toContain(hostile[0])
      await soon(() => fitsWidth(page), path).toBe(true)
    }
    expect(dialogs).toBe(0)
    expect(desk.console).toEqual([])
  })
})
