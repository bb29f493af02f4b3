// `npm test`: installs what is missing, builds the dashboard, checks types and style, then runs every test.
// Arguments go to the test runner: `npm test -- test/dedupe`.
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './child.js'
import { buildDashboard, installPackages } from './install.js'
import { brokenFiles, failures, merged, readReport, writeReport } from './test-report.js'

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
const [few, firstLine] = [5, /^.*$/m]
/**
 * Runs the tests; a few files that did not pass are run once more with the machine to themselves, for a browser may be late on
 * a busy machine and a process of Node may die. What passes only then is named: it is unsteady, not well.
 */
const runTests = async (node, given, env) => {
  const vitest = (files) => run(node, [tool('vitest', 'vitest.mjs'), 'run', ...files], { cwd: root, env })
  rmSync(report, { force: true })
  const code = await vitest(given)
  const first = readReport(report)
  if (first === null) return code || 1
  const broken = brokenFiles(first)
  // The runner ends well when one of its processes dies of a signal; its report tells.
  if (broken.length === 0) return code || (first.success ? 0 : 1)
  if (broken.length > few) return code || 1
  process.stderr.write(`Once more, alone:\n${failures(first).join('\n')}\n`)
  const last = await vitest(['--maxWorkers=1', ...broken])
  const both = merged(first, readReport(report) ?? first)
  writeReport(report, both)
  for (const line of both.unsteady)
    process.stderr.write(`Unsteady, passed when run again: ${firstLine.exec(line)[0]}\n`)
  return last || (both.success ? 0 : 1)
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
  process.exit(await runTests(node, given, env))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
