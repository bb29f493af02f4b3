// Real Chromium on the built dashboard: opens a page in a language and theme, and keeps what it must never do.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Fake } from './fake-api.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> => {
  if (!existsSync(executablePath))
    throw new Error(`Chromium is not at ${executablePath}; set CHROMIUM=/path/to/chromium`)
  return chromium.launch({ executablePath, args })
}

export type Look = {
  lang?: 'ar' | 'en'
  theme?: 'light' | 'dark'
  digits?: 'latn' | 'arab'
  width?: number
  height?: number
  reducedMotion?: boolean
}
export type Seen = {
  readonly page: Page
  readonly console: string[]
  readonly foreign: string[]
  readonly close: () => Promise<void>
}

/** Toasts leave by themselves after seconds: a busy machine may need them between what a test does before and after. */
const toastsStay = `{
  const after = setTimeout
  window.setTimeout = (work, millis, ...more) => after(work, millis === 9_000 || millis === 15_000 ? millis * 20 : millis, ...more)
}`

/** A fresh visitor with these settings; every console message and request elsewhere is noted. */
export const visit = async (
  browser: Browser,
  fake: Pick<Fake, 'url'>,
  path: string,
  look: Look = {},
): Promise<Seen> => {
  const { lang = 'ar', theme = 'light', digits = 'latn', width = 1280, height = 860, reducedMotion = true } = look
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    colorScheme: theme,
  })
  context.setDefaultTimeout(60_000)
  await context.addInitScript(toastsStay)
  const settings = JSON.stringify({ lang, theme, digits, density: 'comfortable' })
  await context.addInitScript(
    (kept) => localStorage.getItem('sada.settings') ?? localStorage.setItem('sada.settings', kept),
    settings,
  )
  const page = await context.newPage()
  const console: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => console.push(message.text()))
  page.on('pageerror', (error) => console.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(fake.url) && !/^(?:data|blob):/.test(request.url())) foreign.push(request.url())
  })
  await page.goto(`${fake.url}${path}`)
  return { page, console, foreign, close: () => context.close() }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type AxeFault = {
  readonly id: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}

/** Every fault axe finds, one line each. */
export const axe = async (page: Page): Promise<readonly string[]> => {
  // Through the debugger, not a script element: the page's policy stays as it is.
  const known = await page.evaluate('typeof axe')
  if (known === 'undefined') await page.evaluate(axeSource)
  const faults: unknown = await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then((result) => result.violations)',
  )
  return (faults as AxeFault[]).flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${String(node.target)} ${node.failureSummary ?? ''}`),
  )
}

/** Goes to a screen as a link would, without loading the page anew. */
export const go = (page: Page, path: string) =>
  page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

/** True when nothing sticks out sideways. The page's side of these is text: tests know no DOM types. */
export const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')

/** What has the focus, as tag and text; null when it was lost to the page itself. */
export const focused = (page: Page): Promise<string | null> =>
  page.evaluate(`(() => {
    const here = document.activeElement
    return here === null || here === document.body
      ? null
      : here.tagName.toLowerCase() + ' ' + (here.textContent ?? '').trim().slice(0, 80)
  })()`)
