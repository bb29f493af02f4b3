// How much the browser must fetch: measured on the built dashboard, gzipped as it travels.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { type Fake, startFake } from './fake-api.ts'

const assets = join(import.meta.dirname, '../../dist/dashboard/assets')
const kilo = 1000
const size = (name: string) => readFileSync(join(assets, name)).length
const zipped = (name: string) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length
const sum = (names: readonly string[], of: (name: string) => number) => names.reduce((all, name) => all + of(name), 0)
const built = (pattern: RegExp) => readdirSync(assets).filter((name) => pattern.test(name))

describe('the built dashboard', () => {
  let fake: Fake
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    fake = await startFake(6)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await fake?.stop()
  })

  it('shows its first screen with at most 200 KB of JavaScript', async () => {
    const seen = await visit(browser, fake, '/')
    await seen.page.locator('.row').first().waitFor()
    const fetched: string[] = await seen.page.evaluate(
      `performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.split('/').pop())`,
    )
    const scripts = fetched.filter((name) => name.endsWith('.js') && existsSync(join(assets, name)))
    expect(scripts.length).toBeGreaterThan(3)
    expect(sum(scripts, zipped)).toBeLessThan(200 * kilo)
    await seen.close()
  })

  it('has at most 350 KB of JavaScript and 20 KB of styles in all', () => {
    expect(sum(built(/\.js$/), zipped)).toBeLessThan(350 * kilo)
    expect(sum(built(/\.css$/), zipped)).toBeLessThan(20 * kilo)
  })

  it('has at most 200 KB of fonts, its own', () => {
    expect(built(/\.woff2$/).length).toBe(2)
    expect(sum(built(/\.woff2$/), size)).toBeLessThan(200 * kilo)
  })

  it('keeps a compressed copy beside every script and style', () => {
    for (const name of built(/\.(?:js|css)$/))
      expect([existsSync(join(assets, `${name}.br`)), existsSync(join(assets, `${name}.gz`))], name).toEqual([
        true,
        true,
      ])
  })
})
