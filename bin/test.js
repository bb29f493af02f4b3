// `npm test`: installs what is missing, builds the dashboard, checks types and style, then runs every test.
// Arguments go to the test runner: `npm test -- test/dedupe`.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './child.js'
import { buildDashboard, installPackages } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const tool = (...path) => join(root, 'node_modules', ...path)
const browsers = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const needBrowser = () => {
  const found = browsers.find((path) => path && existsSync(path))
  if (!found) {
    throw new Error(
      'The browser tests need Chromium. Install it (Debian: `apt-get install chromium`) or name it: CHROMIUM=/path/to/chromium npm test',
    )
  }
  return found
}

const report = join(root, 'dist', 'test-report.json')
/** The runner ends well when one of its processes dies of a signal; its report tells that a file was not run to its end. */
const wentWell = () => {
  if (existsSync(report) && JSON.parse(readFileSync(report, 'utf8')).success === true) return true
  process.stderr.write('A test file did not run to its end: see "Unhandled Error" above.\n')
  return false
}

const checks = [
  [tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
  [tool('typescript', 'bin', 'tsc'), '-p', 'dedupe/tsconfig.json'],
  [tool('typescript', 'bin', 'tsc'), '-p', 'dashboards/tsconfig.json'],
  [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
]

try {
  const node = await installPackages(root)
  const path = `${dirname(node)}:${process.env.PATH}`
  const env = { ...process.env, PATH: path, CHROMIUM: needBrowser(), NODE_OPTIONS: '' }
  await buildDashboard(root, node)
  const given = process.argv.slice(2)
  for (const check of given.length > 0 ? [] : checks) {
    const code = await run(node, check, { cwd: root, env })
    if (code !== 0) process.exit(code)
  }
  rmSync(report, { force: true })
  const code = await run(node, [tool('vitest', 'vitest.mjs'), 'run', ...given], { cwd: root, env })
  process.exit(code !== 0 || wentWell() ? code : 1)
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
