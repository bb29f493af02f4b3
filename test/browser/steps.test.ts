// How many steps each piece of a day's work takes, by hand: a key, a press, a choice or one text typed is a step. The table in
// docs/dashboard.md says the same numbers, and fails here when it no longer does.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { soon } from './each-test.ts'
import { type Fake, startFake } from './fake-api.ts'
import { find, type Hand, handOn, keepsToTable, merge, putRight, reply, said } from './hand.ts'

const answer = 'أعيد التيار، ونعتذر عن الانقطاع.'
const lift = 'مصعد'

type Journey = {
  readonly does: string
  readonly from: string
  readonly walk: (hand: Hand, fake: Fake) => Promise<unknown>
}

const asks = (fake: Fake, line: string) => soon(() => fake.asked).toContain(line)
const journeys: readonly Journey[] = [
  {
    does: 'find a case by its words and open it',
    from: '/',
    walk: async (hand) => {
      await find(hand, 'الرميثيه')
      expect(hand.screen.url()).toContain('c-water')
    },
  },
  { does: 'merge another case into this one', from: '/cases/c-water', walk: (hand) => merge(hand, lift) },
  {
    does: 'take a merge back',
    from: '/cases/c-water',
    walk: async (hand, fake) => {
      await merge(handOn(hand.screen), lift)
      await hand.key('z')
      await said(hand, 'Undone')
      await asks(fake, 'undo c-water')
    },
  },
  {
    does: 'split a post off',
    from: '/cases/c-power',
    walk: async (hand, fake) => {
      await hand.screen.locator('[data-post=p7]').focus()
      await hand.key('x', 's')
      await asks(fake, 'split c-power')
    },
  },
  {
    does: 'answer ten questions of the review queue',
    from: '/review',
    walk: async (hand, fake) => {
      for (let at = 0; at < 10; at++) {
        await hand.see(`[data-review="ten-${at}"]`)
        await hand.key(at % 2 === 0 ? 's' : 'd')
      }
      await soon(() => fake.asked.filter((one) => one.startsWith('verdict')).length).toBe(10)
    },
  },
  {
    does: 'answer the people of three channels at once',
    from: '/cases/c-power',
    walk: async (hand, fake) => {
      const channels = fake.world.cases.get('c-power')?.golden.byChannel
      expect(Object.keys(channels ?? {}).sort()).toEqual(['instagram', 'whatsapp', 'x'])
      await reply(hand, answer)
    },
  },
  {
    does: 'undo a wrong merge after the reply, and correct those it misled',
    from: '/cases/c-water',
    walk: async (hand, fake) => {
      const before = handOn(hand.screen)
      await merge(before, lift)
      await reply(before, answer)
      await putRight(hand, lift)
      await asks(fake, 'reply c-lift')
    },
  },
  {
    does: 'choose two cases and give them to a colleague',
    from: '/',
    walk: async (hand, fake) => {
      await hand.key('j', 'x', 'j', 'x')
      await hand.screen.locator('.chosen-bar').getByLabel('Assign to…').focus()
      await hand.type('Jaber')
      await asks(fake, 'many 2 u-jaber')
    },
  },
  {
    does: 'correct a title',
    from: '/cases/c-power',
    walk: async (hand) => {
      await hand.key('e')
      await hand.see('.dialog-form input')
      await hand.key('Control+a')
      await hand.type('انقطاع السرة')
      await hand.key('Enter')
      await soon(() => hand.screen.locator('h1').textContent()).toBe('انقطاع السرة')
    },
  },
]

const ready: Readonly<Record<string, string>> = { '/': '.row', '/review': '.question' }
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it.each(journeys)('$does', async ({ does, from, walk }) => {
  const fake = await startFake(6)
  const [like] = fake.world.reviews
  if (from === '/review') fake.world.reviews = Array.from({ length: 10 }, (_, i) => ({ ...like!, id: `ten-${i}` }))
  const seen = await visit(browser, fake, from, { lang: 'en' })
  await seen.page
    .locator(ready[from] ?? '.post')
    .first()
    .waitFor()
  const hand = handOn(seen.page)
  await walk(hand, fake)
  await seen.close()
  await fake.stop()
  keepsToTable(does, hand)
})
