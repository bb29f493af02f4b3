// What people do in a day, done by keys in real Chromium: find, review, split, merge, take back, answer.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused } from './browser.ts'
import { eachTest, soon } from './each-test.ts'

const desk = eachTest()

const { open } = desk
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const toast = (page: Page, text: string) => page.locator('.toast', { hasText: text }).waitFor()
/** How many cases the list holds: only those near the screen are in the page. */
const total = async (page: Page) => Number(await page.locator('.row').first().getAttribute('aria-setsize'))
const titles = (page: Page) => page.locator('.row-title .title').allTextContents()

describe('the work list by keyboard', () => {
  it('goes to what was typed and entered, however late it comes, and into it by a second Enter', async () => {
    const page = await open('/', '.row')
    const held = Promise.withResolvers<void>()
    await page.route(
      ({ searchParams }) => searchParams.has('q'),
      (route) => held.promise.then(() => route.continue()),
    )
    await press(page, '/')
    await page.keyboard.type('الرميثيه')
    await press(page, 'Enter')
    held.resolve()
    await soon(() => focused(page)).toContain('أنبوب ماء')
    await press(page, '/')
    await page.keyboard.type('مصعد')
    await press(page, 'Enter', 'Enter')
    await page.locator('.post').first().waitFor()
    expect(page.url()).toContain('/cases/')
  })

  it('walks with J and K, opens with Enter, and comes back to the row one left', async () => {
    const page = await open('/', '.row')
    await press(page, 'j', 'j', 'j', 'k')
    const [, second] = await titles(page)
    await soon(() => focused(page)).toContain(second)
    await press(page, 'Enter')
    await page.locator('.post').first().waitFor()
    expect(page.url()).toContain('/cases/')
    await page.goBack()
    await page.locator('.row').first().waitFor()
    await soon(() => focused(page)).toContain(second)
  })

  it('knows keys by their place, so that an Arabic layout works', async () => {
    const page = await open('/', '.row')
    // The key where J is, on an Arabic layout, types ت.
    await page.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyJ', key: 'ت', bubbles: true }))`)
    await soon(() => focused(page)).toContain((await titles(page))[0])
  })

  it('searches from `/` without minding the spelling of Arabic, and says when nothing is found', async () => {
    const page = await open('/', '.row')
    await press(page, '/')
    await page.keyboard.type('الرميثيه')
    await soon(() => titles(page)).toEqual(['انفجار أنبوب ماء في وسط الشارع'])
    expect(page.url()).toContain('q=')
    await page.keyboard.type('ززز')
    await page.getByText('No case matches').waitFor()
    await page.getByRole('button', { name: 'Show all cases' }).click()
    await soon(async () => (await titles(page)).length).toBeGreaterThan(5)
  })

  it.each(['/', 'Control+k'])('comes to the search from any room by %s', async (key) => {
    const page = await open('/cases/c-water', '.post')
    await press(page, key)
    await page.locator('.row').first().waitFor()
    await soon(() => page.evaluate('document.activeElement.id')).toBe('search')
  })

  it('filters by agency and kind, keeps the choice in the address, and clears it', async () => {
    const page = await open('/', '.row')
    await page.getByLabel('All kinds').selectOption('emergency')
    await soon(() => titles(page)).toEqual(['عالقون في مصعد عمارة النخيل ومعهم طفل'])
    await page.reload()
    await page.locator('.row').first().waitFor()
    await soon(() => titles(page)).toHaveLength(1)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await soon(async () => (await titles(page)).length).toBeGreaterThan(5)
  })
})

describe('the live list', () => {
  const louder = (id: string) => {
    const given = desk.fake.world.cases.get(id)
    if (given === undefined) throw new Error(`no case ${id}`)
    return { ...given, golden: { ...given.golden, posts: given.golden.posts + 3, lastAt: new Date().toISOString() } }
  }

  it('changes a row in place but moves nothing while someone reads it, and lets go when asked', async () => {
    const page = await open('/', '.row')
    await press(page, 'j', 'j')
    const before = await titles(page)
    const under = await focused(page)
    desk.fake.add(
      { ...louder('c-power'), id: 'c-new', kind: 'emergency', reference: 'S-2611-7777' },
      desk.fake.world.posts.get('c-power') ?? [],
    )
    desk.fake.change('c-water', louder('c-water'))
    desk.fake.tell('opened', 'c-new')
    await page.getByRole('button', { name: '1 new case' }).waitFor()
    expect(await titles(page)).toEqual(before)
    expect(await focused(page)).toBe(under)
    await soon(() => page.locator('[data-case=c-water] .echoes-count').textContent()).toBe('5 echoes')
    const held = await total(page)
    await page.getByRole('button', { name: '1 new case' }).click()
    await soon(() => total(page)).toBe(held + 1)
    await soon(() => focused(page)).toContain((await titles(page))[0])
  })

  it('lets changes in by itself while nobody reads it', async () => {
    const page = await open('/', '.row')
    const before = await total(page)
    desk.fake.add({ ...louder('c-power'), id: 'c-new', kind: 'emergency' }, [])
    desk.fake.tell('opened', 'c-new')
    await soon(() => total(page)).toBe(before + 1)
  })
})

describe('a case', () => {
  it('explains why a post joined: terms with weights, the matching words in both posts, the nearest rival', async () => {
    const page = await open('/cases/c-power', '.post')
    await page.locator('[data-post=p3] .why').click()
    const card = page.locator('[data-post=p3] .reason')
    await soon(() => card.locator('figure').first().locator('mark').allTextContents()).toEqual([
      'Lights just went out',
      'Surra',
    ])
    await soon(() => card.locator('figure').nth(1).locator('mark').allTextContents()).toEqual([
      'انقطعت الكهربا',
      'بالسرة',
    ])
    await soon(() => card.locator('.terms').first().locator('tbody tr').first().textContent()).toContain('+2.6')
    await soon(() => card.locator('.rival').textContent()).toContain('ruled out by a plain conflict')
  })

  it('splits chosen posts off by keys, and Z takes it back', async () => {
    const page = await open('/cases/c-power', '.post')
    await page.locator('[data-post=p7]').focus()
    await press(page, 'x', 's')
    await toast(page, '1 post split into a new case')
    await page.locator('[data-post=p7]').waitFor({ state: 'detached' })
    await soon(() => focused(page)).not.toBeNull()
    await press(page, 'z')
    await toast(page, 'Undone')
    await page.locator('[data-post=p7]').waitFor()
    expect(desk.fake.asked).toEqual(['split c-power', 'undo c-power'])
  })

  it('never splits every post off', async () => {
    const page = await open('/cases/c-lift', '.post')
    for (const id of ['l1', 'l2']) await page.locator(`[data-post=${id}] .post-check`).check()
    await page.getByText('Leave at least one post').waitFor()
    await press(page, 's')
    expect(desk.fake.asked).toEqual([])
  })

  it('merges a case found by search, and the history takes it back', async () => {
    const page = await open('/cases/c-water', '.post')
    await press(page, 'm')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('مصعد')
    const found = page.locator('.candidate')
    await soon(() => found.count()).toBe(1)
    await press(page, 'Tab', 'Space')
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click()
    await toast(page, 'was merged into')
    await soon(() => page.locator('.post').count()).toBe(4)
    await press(page, 'h')
    await page.locator('.history').getByRole('button', { name: 'Undo' }).click()
    await toast(page, 'Undone')
    await page.getByRole('button', { name: 'Echoes' }).click()
    await soon(() => page.locator('.post').count()).toBe(2)
    expect(desk.fake.asked).toEqual(['merge c-water', 'undo c-water'])
  })

  it('returns focus to where it was when the merge dialog is left', async () => {
    const page = await open('/cases/c-water', '.post')
    await page.getByRole('button', { name: 'Merge another case' }).focus()
    await press(page, 'Enter')
    await page.getByRole('dialog').waitFor()
    await press(page, 'Escape')
    await soon(() => focused(page)).toContain('Merge another case')
  })

  it('offers only the allowed statuses, and assigns', async () => {
    const page = await open('/cases/c-shade', '.post')
    const status = page.getByRole('combobox', { name: 'Status' })
    await soon(() => status.locator('option').allTextContents()).toEqual([
      'Received',
      'Under study',
      'Adopted',
      'Declined',
    ])
    await status.selectOption('under-study')
    await toast(page, 'Status is now: ')
    await page.getByRole('combobox', { name: 'Owner' }).selectOption({ label: 'Jaber' })
    await toast(page, 'Assigned to')
    expect(desk.fake.asked).toEqual(['status c-shade', 'assign c-shade'])
  })

  it('shows who was faster when a race is lost, and the case as it is now', async () => {
    const page = await open('/cases/c-shade', '.post')
    desk.fake.change('c-shade', { version: 9, status: 'under-study' })
    await page.getByRole('combobox', { name: 'Status' }).selectOption('adopted')
    await toast(page, 'Somebody changed the case meanwhile')
    await soon(() => page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('under-study')
  })

  it('plans a reply person by person, sends that plan, and shows each delivery', async () => {
    const page = await open('/cases/c-power', '.post')
    await press(page, 'r')
    await soon(() => focused(page)).toContain('textarea')
    await page.keyboard.type('نعمل على إعادة التيار')
    await press(page, 'Control+Enter')
    await page.getByRole('heading', { name: 'Reaches 6 accounts, cannot reach 2' }).waitFor()
    await page.getByText('The reply window of this channel has closed.').waitFor()
    await page.getByRole('button', { name: 'Send to 6 accounts' }).click()
    await toast(page, 'The answer is on its way')
    await soon(() => page.locator('.sent-states li').count()).toBe(8)
    expect(desk.fake.asked).toEqual(['reply c-power'])
  })
})

describe('review by keys', () => {
  it('answers every question with one key and no wait, and says when all is done', async () => {
    const page = await open('/review', '.question')
    const shown = (id: string) => page.locator(`[data-review=${id}]`).waitFor()
    await shown('r1')
    await press(page, '2', 's')
    await shown('r2')
    await press(page, 'd')
    await shown('r3')
    await press(page, 'n')
    await page.getByText('All reviewed, thank you').waitFor()
    await soon(() => desk.fake.asked).toEqual([
      'verdict r1 same c-water',
      'verdict r2 different',
      'verdict r3 not_a_report',
    ])
  })

  it('marks agreements and differences', async () => {
    const page = await open('/review', '.question')
    await soon(() => page.locator('.agreement-for').first().textContent()).toContain('same area')
    await soon(() => page.locator('.agreement-against').first().textContent()).toContain('another problem')
    await soon(() => page.locator('.side mark').allTextContents()).toEqual(['بالسرة', 'بالسرة'])
    await soon(() => page.locator('.agreement-aside').textContent()).toMatch(/83%.*alike in meaning/)
    await press(page, '2')
    await page.locator('.agreement-aside').waitFor({ state: 'detached' })
  })

  it('brings the question back when the answer could not be kept', async () => {
    const page = await open('/review', '.question')
    desk.fake.failing.push({ path: /verdict/, status: 500, times: 1 })
    await press(page, 's')
    await toast(page, 'Something failed on our side')
    await page.locator('[data-review=r1]').waitFor()
    expect(desk.fake.asked).toEqual([])
  })
})

describe('the lane "no case"', () => {
  it('makes a case of a post by one key and moves on to the next', async () => {
    const page = await open('/no-case', '.lane-post')
    await press(page, 'j', 'c')
    await page.locator('.toast', { hasText: 'was opened' }).waitFor()
    await page.locator('[data-post=g1]').waitFor({ state: 'detached' })
    await soon(() => focused(page)).toContain('للبيع شاليه')
    expect(desk.fake.asked).toEqual(['case g1'])
  })

  it('makes an emergency of what was misread by another, and counts it', async () => {
    const page = await open('/no-case', '.lane-post')
    await press(page, 'j', 'e')
    await page.getByText('One of them was an emergency that was misread.').waitFor()
    expect(desk.fake.asked).toEqual(['case g1 emergency'])
  })
})
