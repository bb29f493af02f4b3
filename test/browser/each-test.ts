// A browser for a file of tests, and for each of them a server over an invented world of its own.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Look, openBrowser, type Seen, visit } from './browser.ts'
import { type Fake, startFake } from './fake-api.ts'

/** As soon as the page has drawn it: on a busy machine a frame or an answer comes late. */
export const soon = <T>(look: () => Promise<T> | T, message = '') => expect.poll(look, { message })

export const eachTest = () => {
  let browser: Browser
  let fake: Fake
  let seen: Seen | undefined
  beforeAll(async () => {
    browser = await openBrowser()
  })
  beforeEach(async () => {
    fake = await startFake(6)
  })
  afterEach(async () => {
    await seen?.close()
    await fake.stop()
  })
  afterAll(() => browser?.close())
  const look = async (path: string, as: Look = { lang: 'en' }): Promise<Seen> => {
    seen = await visit(browser, fake, path, as)
    return seen
  }
  return {
    get fake() {
      return fake
    },
    /** What the page said to its console. */
    get console() {
      return seen?.console
    },
    look,
    open: async (path: string, ready: string, as?: Look): Promise<Page> => {
      const { page } = await look(path, as)
      await page.locator(ready).first().waitFor()
      return page
    },
    /** A world with so many more cases, in place of the first. */
    fill: async (more: number) => {
      await fake.stop()
      fake = await startFake(more)
    },
  }
}
