// A hand that counts what it does at the screens: a key, a press, a choice or one text typed is a step; and the ways it goes again
// and again. The table in docs/dashboard.md says how many steps each may take.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { soon } from './each-test.ts'

const table = readFileSync(join(import.meta.dirname, '../../docs/dashboard.md'), 'utf8')

export const handOn = (screen: Page) => {
  let steps = 0
  const step = async (done: Promise<unknown>) => {
    steps += 1
    await done
  }
  return {
    screen,
    steps: () => steps,
    key: async (...keys: readonly string[]) => {
      for (const key of keys) await step(screen.keyboard.press(key))
    },
    type: (text: string) => step(screen.keyboard.type(text)),
    press: (button: Locator) => step(button.click()),
    see: (what: string) => screen.locator(what).first().waitFor(),
  }
}
export type Hand = ReturnType<typeof handOn>

export const keepsToTable = (does: string, hand: Hand): void => expect(table).toContain(`| ${does} | ${hand.steps()} |`)

export const said = (hand: Hand, text: string) => hand.screen.locator('.toast', { hasText: text }).waitFor()

export const find = async (hand: Hand, words: string) => {
  await hand.key('/')
  await hand.see('#search:focus')
  await hand.type(words)
  await soon(() => hand.screen.locator('.row').count()).toBe(1)
  await hand.key('Enter', 'Enter')
  await hand.see('.post')
}

export const merge = async (hand: Hand, words: string) => {
  await hand.key('m')
  await hand.see('[role=dialog]')
  await hand.type(words)
  await soon(() => hand.screen.locator('.candidate').count()).toBe(1)
  await hand.key('Tab', 'Space')
  await hand.press(hand.screen.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }))
  await said(hand, 'was merged into')
}

export const reply = async (hand: Hand, text: string) => {
  await hand.key('r')
  await hand.see('textarea:focus')
  await hand.type(text)
  await hand.key('Control+Enter')
  await hand.see('.plan')
  await hand.press(hand.screen.locator('.plan .button-main'))
  await said(hand, 'The answer is on its way')
}

/** Undoes the merge that came last, and tells those whom it misled what is right: `words` find their case. */
export const putRight = async (hand: Hand, words: string) => {
  await hand.press(hand.screen.getByRole('button', { name: 'History', exact: true }))
  await hand.press(hand.screen.locator('[data-event=merged]').first().getByRole('button', { name: 'Undo' }))
  await said(hand, 'Undone')
  await find(hand, words)
  await hand.press(hand.screen.getByRole('button', { name: 'Correct it for them' }))
  await hand.press(hand.screen.getByRole('button', { name: 'Preview the plan' }))
  await hand.see('.plan')
  await hand.press(hand.screen.locator('.plan .button-main'))
}
