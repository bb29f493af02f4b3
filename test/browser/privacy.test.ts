// Who somebody is, erasing him, what is held on him: on the product itself, by keys where hands are on the keys.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from '../journey/product.ts'
import { axe, fitsWidth, go, openBrowser, type Seen, visit } from './browser.ts'
import { soon } from './each-test.ts'

const number = '96550001234'
const token = 'token-of-the-privacy-test'
let browser: Browser
let product: Product
let seen: Seen
let page: Page

const ask = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as { items: { id: string; caseId: string | null; text: string }[] }
}
const said = async () => (await ask('GET', '/posts')).items

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct({ SADA_ADMIN_TOKEN: token })
  const link = await product.setupLink()
  seen = await visit(browser, product, `${link.pathname}${link.hash}`, { lang: 'en' })
  page = seen.page
  await page.getByLabel('Name').fill('Maha')
  await page.getByLabel('Password').fill('صحراء واسعة وبحر هادئ')
  await page.keyboard.press('Enter')
  await page.locator('#content').waitFor()
  const post = (id: string, author: string) => ({
    id,
    author,
    channel: 'generic',
    text: 'حفرة كبيرة في شارع عمان بالسالمية قطعة ٤ من أسبوع',
    created_at: new Date().toISOString(),
  })
  await ask('POST', '/posts', [post('a', number), post('b', '96599990000')] as never)
  while ((await said()).filter(({ caseId }) => caseId !== null).length < 2)
    await new Promise((resolve) => setTimeout(resolve, 50))
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

describe('an author', () => {
  it('is shown to who gives a reason, by keys alone, and is covered again; the log has the reason', async () => {
    await page.clock.install()
    await open(`/cases/${(await said()).at(-1)!.caseId}`, '.post')
    expect(await page.content()).not.toContain(number)
    await page.locator('.post').first().focus()
    await page.keyboard.press('KeyI')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await soon(() => axe(page)).toEqual([])
    await dialog.getByLabel('Reason').fill('اتصل يسأل عن بلاغه')
    await dialog.getByRole('button', { name: 'Reveal' }).focus()
    await page.keyboard.press('Enter')
    await page
      .locator('.reveal-seen')
      .getByText(/^965\d+$/)
      .first()
      .waitFor()
    await soon(() => axe(page)).toEqual([])
    if (process.env.SADA_LOOK) await page.screenshot({ path: `${process.env.SADA_LOOK}/reveal.png` })
    await page.clock.fastForward(20_000)
    expect(await page.locator('.reveal-seen').count()).toBe(1)
    await page.clock.fastForward(41_000)
    await soon(() => page.locator('.reveal-seen').count()).toBe(0)
    const { items } = await ask('GET', '/audit?action=author-revealed')
    expect(items).toMatchObject([{ actor: { name: 'Maha' }, data: { reason: 'اتصل يسأل عن بلاغه' } }])
  })
})

describe('the room of privacy', () => {
  it('hands over what is held, and says so where nothing is', async () => {
    await open('/privacy', '#held')
    const card = page.locator('section', { has: page.locator('#held') })
    await card.getByLabel('Channel', { exact: true }).selectOption('generic')
    await card.getByLabel('Number or id on the channel').fill('96511111111')
    await card.getByRole('button', { name: 'Download the file' }).click()
    await page.getByText('Nothing is held under this id.').first().waitFor()
    await card.getByLabel('Number or id on the channel').fill(number)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: 'Download the file' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('held.json')
  })

  it('counts before it erases, erases once confirmed, and lists how far it is', async () => {
    await open('/privacy', '#erasing')
    const card = page.locator('section', { has: page.locator('#erasing') })
    await card.getByLabel('Channel', { exact: true }).selectOption('generic')
    await card.getByLabel('Number or id on the channel').fill(number)
    await card.getByRole('button', { name: 'Count what would go' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('This erases 1 person and 1 post.').waitFor()
    expect((await said()).filter(({ text }) => text === '')).toHaveLength(0)
    await soon(() => axe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await card.locator('.access-row').getByText('done').waitFor()
    expect((await said()).filter(({ text }) => text === '')).toHaveLength(1)
    if (process.env.SADA_LOOK) await page.screenshot({ path: `${process.env.SADA_LOOK}/privacy.png`, fullPage: true })
  })

  it('says for how long each kind is kept, in Arabic on a phone too', async () => {
    const state = await page.context().storageState()
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, storageState: state })
    const phone = await context.newPage()
    await phone.addInitScript(`localStorage.setItem('sada.settings', JSON.stringify({lang:'ar',theme:'light'}))`)
    await phone.goto(`${product.url}/privacy`)
    await soon(() => phone.getByLabel('منشورات بلا قضية، من وصولها').inputValue()).toBe('365')
    await soon(() => axe(phone)).toEqual([])
    await soon(() => fitsWidth(phone)).toBe(true)
    if (process.env.SADA_LOOK)
      await phone.screenshot({ path: `${process.env.SADA_LOOK}/privacy-ar.png`, fullPage: true })
    await context.close()
  })
})

describe('the room of replies', () => {
  it('keeps the hours of quiet and the sentences of the machine, and shows a secret once', async () => {
    await open('/replies', '#machine')
    const card = page.locator('section', { has: page.locator('#machine') })
    await card.getByLabel('Quiet hours from').fill('23:30')
    await card.getByLabel('Acknowledgement of a first message, English').fill('We have it.')
    await card.getByRole('button', { name: 'Save' }).click()
    await soon(async () => ask('GET', '/reply-policy')).toMatchObject({
      quiet: { from: '23:30' },
      acknowledgement: { on: false, texts: { en: 'We have it.' } },
    })
    const hooks = page.locator('section', { has: page.locator('#hooks') })
    await hooks.getByLabel('Address').fill('http://127.0.0.1:9/told')
    await hooks.getByRole('button', { name: 'Add a system' }).click()
    await soon(() => hooks.locator('.secret').innerText()).toMatch(/^whsec_/)
    await soon(() => axe(page)).toEqual([])
    if (process.env.SADA_LOOK) await page.screenshot({ path: `${process.env.SADA_LOOK}/replies.png`, fullPage: true })
    await open('/', '#content')
    await open('/replies', '#hooks')
    expect(await page.locator('.secret').count()).toBe(0)
    expect(seen.console).toEqual([])
  })
})
