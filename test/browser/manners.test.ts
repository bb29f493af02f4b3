// Doors, settings, lost networks and hostile words: how the dashboard behaves when things are not as usual.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, fitsWidth } from './browser.ts'
import { eachTest, soon } from './each-test.ts'
import { file, post } from './fake-world.ts'
import { hostile } from './hostile.ts'

const desk = eachTest()

const { open } = desk
const html = (page: Page, name: string) => page.locator('html').getAttribute(name)

describe('the doors', () => {
  it('ask who one is, say what was wrong, and let one in where one wanted to go', async () => {
    desk.fake.signedIn = false
    const page = await open('/cases/c-water', '.door form')
    await soon(() => axe(page)).toEqual([])
    await page.getByLabel('Name').fill('maha')
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('The name or the password is wrong.').waitFor()
    await soon(() => page.getByLabel('Name').inputValue()).toBe('maha')
    await page.getByLabel('Password').fill('open sesame please')
    await page.keyboard.press('Enter')
    await page.locator('.post').first().waitFor()
    expect(page.url()).toContain('/cases/c-water')
  })

  it('make the first account by the one-time link, and say so when the link is incomplete', async () => {
    desk.fake.signedIn = false
    const page = await open('/setup#secret', '.door form', { lang: 'ar' })
    await page.getByLabel('الاسم').fill('مها')
    await page.getByLabel('كلمة المرور').fill('جملة طويلة سهلة')
    await page.getByRole('button', { name: 'إنشاء الحساب والدخول' }).click()
    await page.locator('.row').first().waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await page.goto('about:blank')
    await page.goto(`${desk.fake.url}/setup`)
    await page.getByText('رابط الإعداد ناقص').waitFor()
  })

  it('show the door again when the session ends, and out is out', async () => {
    const page = await open('/settings', '.look')
    await page.getByRole('button', { name: 'Sign out' }).last().click()
    await page.locator('.door form').waitFor()
    expect(desk.fake.signedIn).toBe(false)
  })
})

describe('settings', () => {
  it('change language, direction, digits, theme and density at once, and keep them', async () => {
    const page = await open('/settings', '.look')
    await page.getByText('العربية', { exact: true }).click()
    await soon(() => html(page, 'dir')).toBe('rtl')
    await page.getByText('١٢٣', { exact: true }).click()
    await soon(() => page.locator('.look-sample').textContent()).toContain('٢٬٤٦٨')
    await page.getByText('داكن', { exact: true }).click()
    await page.getByText('متراصّة', { exact: true }).click()
    await page.reload()
    await page.locator('.look').waitFor()
    expect([await html(page, 'lang'), await html(page, 'data-theme'), await html(page, 'data-density')]).toEqual([
      'ar',
      'dark',
      'compact',
    ])
  })

  it.each([
    ['arab', /[0-9]/, /[٠-٩]/],
    ['latn', /[٠-٩]/, /[0-9]/],
  ] as const)('with %s digits no number of ours is written in the other kind', async (digits, never, always) => {
    const page = await open('/', '.row', { lang: 'ar', digits })
    // References and citizens' own words keep the digits they came with.
    await page.evaluate(`document.querySelectorAll('.reference, .row-title, kbd').forEach((node) => node.remove())`)
    const text = (await page.locator('main').innerText()).replace(/[\s]+/g, ' ')
    expect(text).toMatch(always)
    expect(text).not.toMatch(never)
  })
})

describe('a bad network', () => {
  it('is said in a banner, keeps what is on screen, and goes when the network is back', async () => {
    const page = await open('/', '.row')
    await page.context().setOffline(true)
    await page.getByRole('alert').getByText('You are offline').waitFor()
    expect(await page.locator('.row').count()).toBeGreaterThan(5)
    await page.context().setOffline(false)
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  it('or a failing server says what happened and what to do, and trying again works', async () => {
    desk.fake.failing.push({ path: /\/cases$/, status: 500, times: 3 })
    const page = await open('/', '.failure')
    await page.getByText('Something failed on our side.').waitFor()
    await soon(() => axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.row').first().waitFor()
  })

  it('keeps a draft that could not be sent', async () => {
    desk.fake.failing.push({ path: /replies\/plan/, status: 500, times: 1 })
    const page = await open('/cases/c-power', '.post')
    await page.keyboard.press('KeyR')
    await page.getByRole('textbox').fill('سنصلح العطل')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Echoes' }).click()
    await page.getByRole('button', { name: 'Reply', exact: true }).click()
    await soon(() => page.getByRole('textbox').inputValue()).toBe('سنصلح العطل')
  })
})

describe('what changes is said once', () => {
  it('by one polite live region', async () => {
    const page = await open('/no-case', '.lane-post')
    await page.keyboard.press('KeyJ')
    await page.keyboard.press('KeyC')
    const live = page.locator('[aria-live=polite]')
    expect(await live.count()).toBe(1)
    await soon(() => live.textContent()).toContain('was opened')
  })
})

describe('the search box', () => {
  it('keeps what is typed, also of whoever came from a row of the list', async () => {
    const page = await open('/', '.row')
    await page.keyboard.press('KeyJ')
    await page.keyboard.press('Enter')
    await page.locator('.post').first().waitFor()
    await page.evaluate(
      `document.addEventListener('focusin', ({ target }) => (document.title += ' > ' + target.className))`,
    )
    await page.keyboard.press('/')
    await page.locator('#search:focus').waitFor()
    await page.keyboard.type('مصعد عمارة', { delay: 60 })
    await soon(() => page.locator('#search').inputValue()).toBe('مصعد عمارة')
    expect(await page.title()).toMatch(/ > input$/)
    expect(await page.title()).not.toContain('row-link')
  })
})

describe('hostile words', () => {
  it.each([360, 1280])('in every field a citizen controls stay words and break no frame at %i px', async (width) => {
    const given = desk.fake.world.cases.get('c-lift')
    const text = hostile.join('\n')
    if (given === undefined) throw new Error('the world has lost its lift')
    const author = { id: 'evil', channel: 'x', name: hostile[0] + 'w'.repeat(200), masked: true } as const
    const media = [
      file({ id: 'm', kind: 'document', mimeType: null, caption: text, filename: text, words: text, state: 'failed' }),
    ]
    const location = { lat: 29, lon: 48, name: text }
    const said = post(Date.now(), { id: 'evil', channel: 'x', text, ago: 1, author, media, location, caseId: 'c-lift' })
    const why = {
      decision: 'person',
      reason: 'person',
      p: 1,
      match: null,
      rival: null,
      by: text,
      at: said.createdAt,
    } as const
    desk.fake.world.posts.set('c-lift', [{ ...said, why }])
    desk.fake.change('c-lift', {
      owner: { id: 'evil', name: text },
      golden: { ...given.golden, title: text, place: text, block: text },
    })
    desk.fake.world.lane.unshift(said)
    const [question] = desk.fake.world.reviews
    if (question !== undefined) desk.fake.world.reviews = [{ ...question, post: said }]
    const page = await open('/', '.row', { lang: 'ar', width })
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    for (const [path, ready] of [
      ['/', '.row'],
      ['/cases/c-lift', '.post'],
      ['/review', '.question'],
      ['/no-case', '.lane-post'],
    ] as const) {
      await page.goto(`${desk.fake.url}${path}`)
      await page.locator(ready).first().waitFor()
      await page.waitForTimeout(150)
      expect(await page.locator('main script, main iframe, main [onerror], main [onload]').count()).toBe(0)
      await soon(() => fitsWidth(page), path).toBe(true)
    }
    expect(dialogs).toBe(0)
    expect(desk.console).toEqual([])
  })
})
