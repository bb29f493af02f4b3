// Every screen and dialog, in both languages and themes, on a desk and on a phone: accessible, quiet, at home, in its frame.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, fitsWidth, go, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'
import { type Fake, startFake } from './fake-api.ts'

let browser: Browser
let fake: Fake
beforeAll(async () => {
  browser = await openBrowser()
  fake = await startFake(6)
})
afterAll(async () => {
  await browser?.close()
  await fake?.stop()
})

type Screen = {
  readonly name: string
  readonly path: string
  readonly ready: string
  readonly act?: (page: Page) => Promise<unknown>
}
const screens: readonly Screen[] = [
  { name: 'work list', path: '/', ready: '.row' },
  { name: 'work list without a match', path: '/?q=zzzz', ready: '.empty' },
  {
    name: 'keys',
    path: '/',
    ready: '.row',
    act: (page) => page.keyboard.press('Shift+Slash').then(() => page.locator('[role=dialog]').waitFor()),
  },
  {
    name: 'case with a reason open',
    path: '/cases/c-power',
    ready: '.post',
    act: (page) => page.locator('.why').nth(2).click(),
  },
  {
    name: 'case with posts chosen',
    path: '/cases/c-power',
    ready: '.post',
    act: (page) => page.locator('.post-check').nth(6).check(),
  },
  { name: 'reply with its plan', path: '/cases/c-power', ready: '.post', act: planReply },
  { name: 'history', path: '/cases/c-lift', ready: '.post', act: (page) => page.keyboard.press('KeyH') },
  {
    name: 'merge',
    path: '/cases/c-water',
    ready: '.post',
    act: (page) => page.keyboard.press('KeyM').then(() => page.locator('.candidate').first().waitFor()),
  },
  { name: 'review', path: '/review', ready: '.question' },
  { name: 'lane', path: '/no-case', ready: '.lane-post' },
  { name: 'replies', path: '/replies', ready: 'form input[name=hourlyCap]' },
  { name: 'privacy', path: '/privacy', ready: '.access-row' },
  { name: 'trends', path: '/trends', ready: '.bars', act: (page) => page.locator('summary').first().click() },
  { name: 'threshold lab', path: '/lab', ready: '.lab-figures' },
  { name: 'alerts', path: '/alerts', ready: '.wishes' },
  { name: 'house rules', path: '/house', ready: '.house form, form.house' },
  {
    name: 'what an added name would change',
    path: '/house',
    ready: '#additions',
    act: (page) => askForAName(page).then(() => page.locator('.would').first().waitFor()),
  },
  {
    name: 'a topic for another agency',
    path: '/house',
    ready: '#agencies',
    act: async (page) => {
      await openAnAgency(page)
      await page.locator('details[open] li button').nth(1).click()
      await page.locator('dialog a, [role=dialog] a').first().waitFor()
    },
  },
  {
    name: 'another name of an agency',
    path: '/house',
    ready: '#agencies',
    act: async (page) => {
      await openAnAgency(page)
      await page.locator('details[open] button').first().click()
      await page.locator('[role=dialog] input').first().waitFor()
    },
  },
  {
    name: 'what shorter periods would remove',
    path: '/privacy',
    ready: '.kept',
    act: async (page) => {
      await page.locator('input[name=no-case]').fill('30')
      await page
        .locator('form', { has: page.locator('.kept') })
        .locator('[type=submit]')
        .click()
      await page.locator('[role=dialog]').waitFor()
    },
  },
  { name: 'first steps', path: '/welcome', ready: '.steps' },
  { name: 'weekly report', path: '/report', ready: '.report-part' },
  { name: 'map', path: '/map', ready: '.kuwait' },
  {
    name: 'work list with cases chosen',
    path: '/?status=all',
    ready: '.row',
    act: (page) => page.locator('.row-check').nth(1).check(),
  },
  {
    name: 'correction',
    path: '/cases/c-power',
    ready: '.post',
    act: (page) => page.keyboard.press('KeyE').then(() => page.locator('.dialog-form').waitFor()),
  },
  {
    name: 'notes',
    path: '/cases/c-power',
    ready: '.post',
    act: (page) => page.keyboard.press('KeyN').then(() => page.locator('.note-form').waitFor()),
  },
  { name: 'channels', path: '/channels', ready: '.connector' },
  { name: 'settings', path: '/settings', ready: '.look' },
  { name: 'set-up', path: '/setup#token=abc', ready: '.door form' },
  { name: 'unknown address', path: '/nowhere', ready: '.empty' },
]

/** One that the screen before has not opened. */
async function openAnAgency(page: Page) {
  const part = page.locator('section', { has: page.locator('#agencies') })
  await part.locator('details:not([open]) > summary').first().click()
}

async function askForAName(page: Page) {
  const form = page.locator('section', { has: page.locator('#additions') }).locator('form')
  await form.locator('input[name=name]').fill('السرة')
  await form.locator('select').nth(1).selectOption('surra')
  await form.locator('[type=submit]').click()
}

async function planReply(page: Page) {
  await page.keyboard.press('KeyR')
  await page.locator('textarea').fill('نعمل على إعادة التيار خلال ساعة.')
  await page.keyboard.press('Control+Enter')
  await page.locator('.plan').waitFor()
}

const looks = [
  { lang: 'ar', theme: 'light', width: 1280 },
  { lang: 'ar', theme: 'dark', width: 360 },
  { lang: 'en', theme: 'light', width: 360 },
  { lang: 'en', theme: 'dark', width: 1280 },
] as const

describe.each(looks)('in $lang, $theme, $width px wide', (look) => {
  let seen: Seen
  beforeAll(async () => {
    seen = await visit(browser, fake, '/', look)
  })
  afterAll(() => seen?.close())

  it.each(screens)('$name has no fault that axe can find and stays in its frame', async ({ path, ready, act }) => {
    const { page } = seen
    await page.keyboard.press('Escape')
    await go(page, path)
    await page.locator(ready).first().waitFor()
    await act?.(page)
    await soon(() => axe(page)).toEqual([])
    await soon(() => fitsWidth(page)).toBe(true)
  })

  it('has said nothing to the console and asked no other origin for anything', () => {
    expect(seen.console).toEqual([])
    expect(seen.foreign).toEqual([])
  })

  it('says its language and direction before anything is painted', async () => {
    const html = seen.page.locator('html')
    expect(await html.getAttribute('lang')).toBe(look.lang)
    expect(await html.getAttribute('dir')).toBe(look.lang === 'ar' ? 'rtl' : 'ltr')
  })
})

describe('the measures themselves', () => {
  it('go red for a fault, a console message, a foreign request, a broken frame', async () => {
    const seen = await visit(browser, fake, '/settings', { width: 360 })
    await seen.page.locator('.look').waitFor()
    await seen.page.evaluate(`(() => {
      const image = document.createElement('img')
      image.width = 900
      document.querySelector('main').append(image)
      console.log('planted')
      fetch('http://127.0.0.1:1/planted').catch(() => {})
    })()`)
    await soon(() => axe(seen.page)).toContainEqual(expect.stringContaining('image-alt'))
    await soon(() => fitsWidth(seen.page)).toBe(false)
    expect(seen.console).toContainEqual('planted')
    // The policy stops the request before it leaves: the console says so.
    expect(seen.console.join('\n')).toContain('Content Security Policy')
    await seen.close()
  })
})
