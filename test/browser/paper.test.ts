// The same rooms enlarged and on paper: at 200 and 400 percent nothing is cut off, and a printed report holds only the report.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitsWidth, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'
import { type Fake, startFake } from './fake-api.ts'

let browser: Browser
let fake: Fake
beforeAll(async () => {
  fake = await startFake(6)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await fake?.stop()
})

const rooms = [
  ['/', '.row'],
  ['/cases/c-power', '.post'],
  ['/cases/c-power?pane=reply', '.composer-text'],
  ['/review', '.question'],
  ['/no-case', '.lane-post'],
  ['/trends', '.bars'],
  ['/map', '.kuwait'],
  ['/lab', '.lab-figures'],
  ['/replies', '.words'],
  ['/channels', '.connector'],
  ['/alerts', '.wishes'],
] as const

/** A button that lies outside the page, or under the bar at its foot when scrolled to. */
const outOfReach = (page: Page) =>
  page.evaluate<
    readonly string[]
  >(`[...document.querySelectorAll('main button, main a[href], main select')].flatMap((one) => {
    one.scrollIntoView({ block: 'nearest' })
    const { left, right, top, width, height } = one.getBoundingClientRect()
    if (width === 0 || height === 0) return []
    const inside = left >= -1 && right <= innerWidth + 1 && top >= -1 && top < innerHeight
    return inside ? [] : [one.textContent.trim()]
  })`)

describe.each([
  [200, 640, 430],
  [400, 320, 256],
])('at %i percent of a screen of 1280', (_, width, height) => {
  it('every room reflows and every control can be reached', async () => {
    const seen: Seen = await visit(browser, fake, '/', { lang: 'ar', width, height })
    for (const [path, ready] of rooms) {
      await seen.page.goto(`${fake.url}${path}`)
      await seen.page.locator(ready).first().waitFor()
      await soon(() => fitsWidth(seen.page), path).toBe(true)
      await soon(() => outOfReach(seen.page), path).toEqual([])
    }
    await seen.page.evaluate(`(() => {
      const lost = document.createElement('button')
      lost.textContent = 'planted'
      lost.style.cssText = 'position: fixed; inset-inline-start: -90px'
      document.querySelector('main').append(lost)
    })()`)
    await soon(() => outOfReach(seen.page)).toEqual(['planted'])
    await seen.close()
  })
})

describe('the weekly report on paper', () => {
  it.each([
    'light',
    'dark',
  ] as const)('is dark on white in the %s theme, without the house around it', async (theme) => {
    const { page, close } = await visit(browser, fake, '/report', { lang: 'ar', theme })
    await page.locator('.report-part table').first().waitFor()
    const seenOnScreen = await page.locator('.rail').isVisible()
    await page.emulateMedia({ media: 'print' })
    expect([seenOnScreen, await page.locator('.rail').isVisible()]).toEqual([true, false])
    await soon(() => page.locator('main button:visible').count()).toBe(0)
    const light = (selector: string, property: string) =>
      page.evaluate<number>(`(() => {
        const [r, g, b] = getComputedStyle(document.querySelector('${selector}')).${property}.match(/[\\d.]+/g).map(Number)
        return (r + g + b) / 3
      })()`)
    await soon(() => light('.report-part th', 'color')).toBeLessThan(90)
    await soon(() => light('html', 'backgroundColor')).toBeGreaterThan(240)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await close()
  })
})
