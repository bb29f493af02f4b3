// People, account, doors and audit log on the product itself: set up, a colleague added, a second factor, a token, the log.
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from '../journey/product.ts'
import { axe, fitsWidth, go, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'

let recovery = ''
const password = 'صحراء واسعة وبحر هادئ'
let browser: Browser
let product: Product
let seen: Seen
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct({
    SADA_ADMIN_TOKEN: 'token-of-the-access-test',
    SADA_REQUIRE_SECOND_FACTOR: 'supervisor',
    SADA_OIDC_ISSUER: 'http://127.0.0.1:9',
    SADA_OIDC_CLIENT_ID: 'sada',
    SADA_OIDC_CLIENT_SECRET: 'secret',
  })
  const link = await product.setupLink()
  seen = await visit(browser, product, `${link.pathname}${link.hash}`, { lang: 'en' })
  page = seen.page
  await page.getByLabel('Name').fill('Maha')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('#content').waitFor()
})
afterAll(async () => {
  await seen?.close()
  await browser?.close()
  await product?.stop()
})

const open = async (path: string, ready: string) => {
  await go(page, path)
  await page.locator(ready).first().waitFor()
}
const button = (name: string | RegExp) => page.getByRole('button', { name })

describe('a colleague', () => {
  it('is added with role and agencies by keys alone, and a guessed password is refused in words', async () => {
    await open('/people', '.access-row')
    await button('Add a colleague').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await soon(() => axe(page)).toEqual([])
    await page.getByLabel('Name').fill('Salem')
    await page.getByLabel('Password').fill('password2026!')
    await page.getByRole('combobox', { name: 'Role' }).selectOption('supervisor')
    await page.getByLabel('All agencies').uncheck()
    await page.getByLabel('Ministry of Electricity, Water and Renewable Energy').check()
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('one of the first that are guessed').waitFor()
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.getByText('can sign in now').first().waitFor()
    await page.locator('.access-row', { hasText: 'Salem' }).getByText('Ministry of Electricity').waitFor()
  })

  it('is changed and disabled, and the row says so', async () => {
    await open('/people', '.access-row')
    await button('Change Salem').click()
    await button('Disable the account').click()
    await page.locator('.access-row', { hasText: 'Salem' }).getByText('Disabled').waitFor()
    await button('Change Salem').click()
    await button('Enable the account').click()
    await soon(() => page.getByText('Disabled').count()).toBe(0)
  })
})

describe('a token', () => {
  it('is shown once, works, and is revoked after asking', async () => {
    await open('/people', '.access-row')
    await button('New token').click()
    await page.getByLabel('Name of the program').fill('reports')
    await page.getByRole('combobox', { name: 'May' }).selectOption('read')
    await button('Make the token').click()
    const secret = (await page.locator('.secret').textContent()) ?? ''
    await soon(() => axe(page)).toEqual([])
    const me = () =>
      fetch(`${product.url}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } }).then(
        (answer) => answer.status,
      )
    expect(await me()).toBe(200)
    await button('Close').last().click()
    await button('Revoke reports').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.locator('.access-row', { hasText: 'reports' }).getByText('Revoked').waitFor()
    expect(await me()).toBe(401)
    expect(await page.content()).not.toContain(secret)
  })
})

describe('a second factor', () => {
  let key = ''
  const code = (ahead = 0) =>
    new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + ahead * 30_000 })

  it('is set up from a picture, and gives its recovery codes once', async () => {
    await open('/account', '.ask')
    await page.locator('.part').first().getByLabel('Current password').fill(password)
    await button('Set it up').click()
    const picture = page.getByRole('img', { name: 'QR code for the authenticator app' })
    await picture.waitFor()
    await soon(() => page.evaluate("document.querySelector('.factor-picture').naturalWidth")).toBeGreaterThan(0)
    await soon(() => axe(page)).toEqual([])
    key = ((await page.locator('.part code').first().textContent()) ?? '').replace(/\s/g, '')
    await page.getByLabel('Code from the app').fill(code())
    await button('Turn it on').click()
    await page.locator('.recovery li').first().waitFor()
    expect(await page.locator('.recovery li').count()).toBe(10)
    recovery = ((await page.locator('.recovery li').first().textContent()) ?? '').trim()
    await button('I have kept them').click()
    await page.getByText(/Unused recovery codes:.*10/).waitFor()
  })

  it('is asked for at the door, where the identity provider has its button too', async () => {
    await open('/settings', '.look')
    await page.getByRole('button', { name: 'Sign out' }).last().click()
    await page.getByLabel('Name').fill('Maha')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('link', { name: 'Sign in with the ministry’s account' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[name=code]').waitFor()
    await soon(() => page.evaluate('document.activeElement.getAttribute("name")')).toBe('code')
    await soon(() => axe(page)).toEqual([])
    await page.locator('[name=code]').fill('000000')
    await page.keyboard.press('Enter')
    await page.getByText('The code is wrong or was used already.').waitFor()
    await page.locator('[name=code]').fill(code(1))
    await page.keyboard.press('Enter')
    await page.locator('#content').waitFor()
  })

  it('that a role must have stands before everything else', async () => {
    const other = await visit(browser, product, '/', { lang: 'ar', width: 360 })
    await other.page.getByLabel('الاسم').fill('Salem')
    await other.page.getByLabel('كلمة المرور').fill(password)
    await other.page.keyboard.press('Enter')
    await other.page.getByText('دورك يتطلب تحققًا ثانيًا').waitFor()
    await soon(() => axe(other.page)).toEqual([])
    await soon(() => fitsWidth(other.page)).toBe(true)
    expect(await other.page.locator('nav.rail').count()).toBe(0)
    await other.close()
  })
})

describe('the doors', () => {
  it('say why the identity provider sent one back', async () => {
    const other = await visit(browser, product, '/sign-in?failed=provider-no-role', { lang: 'ar' })
    await other.page.getByRole('alert').getByText('ليس لحسابك في الوزارة دور هنا').waitFor()
    await other.page.getByRole('link', { name: 'الدخول بحساب الوزارة' }).click()
    await other.page.getByRole('alert').getByText('مزود الهوية لا يستجيب').waitFor()
    await soon(() => axe(other.page)).toEqual([])
    await other.close()
  })
})

describe('another agency’s case', () => {
  const call = async (path: string, body: unknown) => {
    const headers = { authorization: 'Bearer token-of-the-access-test', 'content-type': 'application/json' }
    const answer = await fetch(`${product.url}/api/v1${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    return (await answer.json()) as { readonly items: readonly { readonly id: string }[] }
  }

  it('is read without its private words, and offers nothing to do', async () => {
    await call('/users', { name: 'Huda', password, role: 'analyst', agencies: ['mew'] })
    const text = 'حفرة كبيرة في شارع سالم المبارك بالسالمية قطعة 2 زمردة'
    const said = { id: 'w-1', channel: 'whatsapp', author: '96550000009', text, created_at: new Date().toISOString() }
    await call('/posts', [said])
    await soon(async () => (await call('/cases', null)).items.length).toBe(1)
    const [{ id }] = (await call('/cases', null)).items as [{ id: string }]
    await call(`/cases/${id}/assign`, { agency: 'mpw' })
    const other = await visit(browser, product, `/cases/${id}`, { lang: 'ar' })
    await other.page.getByLabel('الاسم').fill('Huda')
    await other.page.getByLabel('كلمة المرور').fill(password)
    await other.page.keyboard.press('Enter')
    await other.page.getByText('هذه القضية من اختصاص جهة أخرى').waitFor()
    await other.page.getByText('منشور خاص لدى جهة أخرى').waitFor()
    expect(await other.page.locator('.post-check, textarea').count()).toBe(0)
    expect(await other.page.content()).not.toContain('زمردة')
    await soon(() => axe(other.page)).toEqual([])
    await other.close()
  })
})

describe('one’s sessions', () => {
  it('are listed, and another one is ended', async () => {
    const entered = await fetch(`${product.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (iPhone) Safari/604.1' },
      body: JSON.stringify({ name: 'Maha', password, code: recovery }),
    })
    const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!
    const me = () => fetch(`${product.url}/api/v1/me`, { headers: { cookie } }).then(({ status }) => status)
    expect(await me()).toBe(200)
    await open('/account', '.access-row')
    await page.getByText('This session').waitFor()
    await page.locator('.access-row', { hasText: 'Safari · iPhone' }).getByRole('button', { name: 'End it' }).click()
    await soon(() => page.locator('.access-row').count()).toBe(1)
    expect(await me()).toBe(401)
    await page.getByRole('link', { name: /My account Maha/ }).waitFor()
  })
})

describe('the audit log', () => {
  it('tells who did what, is narrowed by the address, and is taken out as a file', async () => {
    await open('/audit', '.audit-list')
    await page.locator('.audit-list').getByText('turned the second factor on').waitFor()
    await page.getByRole('combobox', { name: 'What was done' }).selectOption('token-made')
    await soon(() => page.url()).toContain('action=token-made')
    await soon(() => page.locator('.audit-list .access-row').count()).toBe(1)
    await page.locator('.audit-list summary').click()
    await page.locator('.audit-data').getByText('reports').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()])
    expect(file.suggestedFilename()).toBe('audit.csv')
    await page.getByLabel('Name or id of who did it').fill('nobody')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing of the kind is in the log').waitFor()
    await soon(() => axe(page)).toEqual([])
  })
})

describe.each([
  { lang: 'ar', width: 360 },
  { lang: 'en', width: 1280 },
] as const)('in $lang, $width px wide', ({ lang, width }) => {
  it.each([
    ['/people', '.access-row'],
    ['/account', '.access-row'],
    ['/audit', '.audit-list'],
    ['/settings', '.look-link'],
  ])('%s has no fault that axe can find and stays in its frame', async (path, ready) => {
    await page.setViewportSize({ width, height: 860 })
    await page.evaluate(
      `localStorage.setItem('sada.settings', JSON.stringify({ lang: '${lang}', theme: 'dark', digits: 'latn', density: 'comfortable' }))`,
    )
    await page.goto(`${product.url}${path}`)
    await page.locator(ready).first().waitFor()
    await soon(() => axe(page)).toEqual([])
    await soon(() => fitsWidth(page)).toBe(true)
  })

  it('nothing was said to the console but refusals, and no other origin was asked', () => {
    expect(seen.console.filter((line) => !/status of 4\d\d/.test(line))).toEqual([])
    expect(seen.foreign).toEqual([])
  })
})
