// How the dashboard feels with ten thousand cases: `npm run bench:ui`. Real Chromium, the built dashboard, an invented world.
import { availableParallelism, loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import { openBrowser, visit } from '../test/browser/browser.ts'
import { startFake } from '../test/browser/fake-api.ts'

const cases = Number(process.argv[2] ?? 10_000)
const eventsASecond = 20

/** Long tasks and slow interactions, noted by the browser itself from here on. */
const watch = `(() => {
  window.seen = { tasks: [], events: [] }
  new PerformanceObserver((list) => window.seen.tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask' })
  new PerformanceObserver((list) => window.seen.events.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'event', durationThreshold: 16 })
})()`
type Seen = { readonly tasks: readonly number[]; readonly events: readonly number[] }
const most = (values: readonly number[]) => Math.round(Math.max(0, ...values))

type Traced = { readonly name: string; readonly pid: number; readonly tid: number; readonly tdur?: number }
type Thread = Traced & { readonly args: { readonly name?: string } }

/** The longest task of the page's main thread in milliseconds of a processor: what is left when others take theirs away. */
const onProcessor = async (work: () => Promise<unknown>): Promise<number> => {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: Traced[] }
  const main = new Set(
    (traceEvents as Thread[]).flatMap(({ name, pid, tid, args }) =>
      name === 'thread_name' && args.name === 'CrRendererMain' ? [`${pid}:${tid}`] : [],
    ),
  )
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid}:${tid}`))
  return Math.round(tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000)
}

const firstPaint = async (page: Page) =>
  Math.round(await page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`))
const sinceStart = async (page: Page) => Math.round(await page.evaluate<number>('performance.now()'))

/** Scrolls until the last case is on the page, as a hand on a wheel would, only longer. */
const scrollAll = async (page: Page): Promise<{ seconds: number; reached: number; task: number }> => {
  await page.evaluate(watch)
  const began = Date.now()
  let reached = 0
  for (let still = 0; still < 40; ) {
    await page.mouse.wheel(0, 6_000)
    await page.waitForTimeout(30)
    const last = await page.evaluate<number>(
      `Math.max(...[...document.querySelectorAll('[data-index]')].map((row) => Number(row.dataset.index)))`,
    )
    still = last === reached ? still + 1 : 0
    reached = last
  }
  const { tasks } = await page.evaluate<Seen>('window.seen')
  return { seconds: Math.round((Date.now() - began) / 1000), reached: reached + 1, task: most(tasks) }
}

const fake = await startFake(cases)
const browser = await openBrowser()
const ids = [...fake.world.cases.keys()]

const warm = await visit(browser, fake, '/')
await warm.page.locator('.row').first().waitFor()
await warm.close()

const { page, close } = await visit(browser, fake, '/', { lang: 'ar' })
await page.locator('.row').first().waitFor()
const shown = await sinceStart(page)
const load = () => `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`
console.log(`cases                            ${cases}`)
console.log(`load                             ${load()}`)
console.log(`first contentful paint           ${await firstPaint(page)} ms`)
console.log(`work list shown                  ${shown} ms`)

await page.evaluate(watch)
const stormy = await onProcessor(async () => {
  let at = 0
  const storm = setInterval(() => {
    at += 1
    fake.tell('joined', ids[at % ids.length] ?? null)
  }, 1000 / eventsASecond)
  for (let turn = 0; turn < 40; turn++) {
    await page.keyboard.press(turn % 8 === 7 ? 'KeyX' : 'KeyJ')
    await page.waitForTimeout(150)
  }
  clearInterval(storm)
})
const busy = await page.evaluate<Seen>('window.seen')
console.log(`interaction to next paint        ${most(busy.events)} ms (worst of 40, ${eventsASecond} events/s)`)
console.log(`longest task meanwhile           ${most(busy.tasks)} ms, ${stormy} ms of a processor`)

await page.keyboard.press('Escape')
const scrolling = { seconds: 0, reached: 0, task: 0 }
const scrolled = await onProcessor(async () => Object.assign(scrolling, await scrollAll(page)))
console.log(`scrolled                         ${scrolling.reached} cases in ${scrolling.seconds} s`)
console.log(`longest task while scrolling     ${scrolling.task} ms, ${scrolled} ms of a processor`)
console.log(`load                             ${load()}`)
await close()
await browser.close()
await fake.stop()
process.exit(0)
