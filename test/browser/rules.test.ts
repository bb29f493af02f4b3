// The house's own rules on screen: what would change is seen before it is done, and every change has its way back.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { eachTest, soon } from './each-test.ts'

const desk = eachTest()
const toast = (page: Page, text: string) => page.locator('.toast', { hasText: text })

it('an added name shows the posts that say it with the words marked, is switched on, and taken back by undo', async () => {
  const page = await desk.open('/house', '#additions')
  const part = page.locator('section', { has: page.locator('#additions') })
  await part.getByLabel('As people write it').fill('السرة')
  await part.getByLabel('Area', { exact: true }).selectOption('surra')
  await part.getByRole('button', { name: 'See what would change' }).click()
  const sheet = page.getByRole('dialog')
  expect(await sheet.locator('.would mark').allTextContents()).toContain('السرة')
  expect(await sheet.locator('.would dd').first().textContent()).toBe('no place and no topic')
  expect(await sheet.locator('.would dd').nth(1).textContent()).toContain('Surra')
  expect(desk.fake.asked).toEqual([])
  await sheet.getByRole('button', { name: 'Switch on' }).click()
  await toast(page, 'is switched on').waitFor()
  await part.getByText('is \u2068Surra\u2069').waitFor()
  await toast(page, 'is switched on').getByRole('button', { name: 'Undo' }).click()
  await toast(page, 'was taken back').waitFor()
  await part.getByText('Nothing was added yet').waitFor()
  expect(desk.fake.asked).toEqual(['added السرة surra', 'took back السرة'])
})

it('a word for a topic may be narrowed to a problem of it, and the list takes it back after showing what that changes', async () => {
  const page = await desk.open('/house', '#additions')
  const part = page.locator('section', { has: page.locator('#additions') })
  await part.getByLabel('What to add').selectOption('matter')
  await part.getByLabel('As people write it').fill('السالفة الطافية')
  expect(await part.getByLabel('Problem').isDisabled()).toBe(true)
  await part.getByLabel('Topic').selectOption({ index: 1 })
  await part.getByRole('button', { name: 'See what would change' }).click()
  await page.getByText('It will count from the next post that says it.').waitFor()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await part.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await toast(page, 'was taken back').waitFor()
  await soon(() => desk.fake.asked.length).toBe(2)
})

it('shorter periods are set after what would go was counted, and undo brings the days back', async () => {
  const page = await desk.open('/privacy', '.kept')
  await page.getByLabel('Posts in no case, from their arrival').fill('30')
  await page.getByRole('button', { name: 'See what would go' }).click()
  await page.getByText('11 posts lose their authors. 2 accounts are no longer known by them.').waitFor()
  expect(desk.fake.asked).toEqual([])
  await page.getByRole('button', { name: 'Keep for these days' }).click()
  await toast(page, 'hold from the next night on').getByRole('button', { name: 'Undo' }).click()
  await soon(() => desk.fake.asked).toEqual(['keeps 30', 'keeps 365'])
  await soon(() => page.getByLabel('Posts in no case, from their arrival').inputValue()).toBe('365')
})
