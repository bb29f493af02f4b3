// Citizens' files on the screen: covered until somebody looks on purpose, by mouse or keyboard, and each says where it stands.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, fitsWidth, openBrowser, type Seen, visit } from '../browser/browser.ts'
import { type Fake, startFake } from '../browser/fake-api.ts'

let browser: Browser
let fake: Fake
beforeAll(async () => {
  browser = await openBrowser()
  fake = await startFake(3)
})
afterAll(async () => {
  await browser?.close()
  await fake?.stop()
})

describe.each([
  { lang: 'ar', width: 1280, show: 'اعرض', waits: 'لم يُجلب بعد', listen: 'ينتظر من يستمع إليه', length: '0:47' },
  { lang: 'en', width: 360, show: 'Show', waits: 'not fetched yet', listen: 'Needs listening', length: '0:47' },
] as const)('in $lang, $width px wide', ({ lang, width, show, waits, listen, length }) => {
  let seen: Seen
  beforeAll(async () => {
    seen = await visit(browser, fake, '/cases/c-power', { lang, width })
    await seen.page.locator('[data-post=p6]').waitFor()
  })
  afterAll(() => seen?.close())
  const post = () => seen.page.locator('[data-post=p6]')

  it('a picture is covered, is opened and covered again by the keyboard, and keeps the focus', async () => {
    const cover = post()
      .getByRole('button', { name: new RegExp(show) })
      .first()
    expect(await post().locator('.media-picture').count()).toBe(0)
    expect(await seen.page.evaluate(`getComputedStyle(document.querySelector('.media-cover img')).filter`)).toContain(
      'blur',
    )
    await cover.focus()
    await seen.page.keyboard.press('Enter')
    await post().locator('.media-picture img').waitFor()
    expect(await post().locator('.media-picture img').getAttribute('alt')).not.toBe('')
    expect(await seen.page.evaluate('document.activeElement.tagName')).toBe('BUTTON')
    await seen.page.keyboard.press('Enter')
    expect(await post().locator('.media-picture').count()).toBe(0)
  })

  it('a voice says its length, plays at the pace chosen, and that nobody has heard it', async () => {
    const voice = post().locator('.media-voice')
    expect(await voice.innerText()).toContain(length)
    expect(await voice.innerText()).toContain(listen)
    await voice.getByRole('button').click()
    expect(await seen.page.evaluate(`document.querySelector('.media-voice audio').playbackRate`)).toBe(1.5)
  })

  it('what is not here says so, and why', async () => {
    expect(await post().locator('[data-state=waiting]').innerText()).toContain(waits)
    expect(await post().locator('[data-state=refused]').innerText()).toMatch(/أكبر|larger/)
  })

  it('is accessible, covered and open, and stays in its frame', async () => {
    expect(await axe(seen.page)).toEqual([])
    while ((await post().locator('.media-cover').count()) > 0) await post().locator('.media-cover').first().click()
    expect(await axe(seen.page)).toEqual([])
    expect(await fitsWidth(seen.page)).toBe(true)
    if (process.env.SADA_LOOK) await post().screenshot({ path: `${process.env.SADA_LOOK}/media-${lang}.png` })
  })
})

it('who chose to see pictures at once sees them, here and next time', async () => {
  const seen = await visit(browser, fake, '/settings', { lang: 'en' })
  await seen.page.getByText('Shown', { exact: true }).click()
  await seen.page.goto(`${fake.url}/cases/c-power`)
  await seen.page.locator('[data-post=p6] .media-picture').waitFor()
  expect(await seen.page.locator('.media-cover').count()).toBe(0)
  await seen.close()
})
