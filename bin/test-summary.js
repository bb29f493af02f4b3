// node bin/test-summary.js CODE…: what several runs of the tests came to, each with its exit code: what failed by name, then
// `N passed, N failed` as the last line.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failures, readReport } from './test-report.js'

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const longest = 500
const codes = process.argv.slice(2).map(Number)
const reports = codes.map((_, i) => readReport(join(dist, `test-report-${i + 1}.json`)))
const sum = (of) => reports.reduce((total, report) => total + (report === null ? 0 : of(report)), 0)
const say = (line) => process.stdout.write(`${line.slice(0, longest)}\n`)

for (const report of reports.filter((one) => one !== null)) {
  for (const line of report.unsteady ?? []) say(`unsteady, passed when run again: ${line}`)
  for (const line of failures(report)) say(`failed: ${line}`)
}
const skipped = sum((report) => (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0))
if (skipped > 0) say(`${skipped} skipped`)
// A check or a suite that broke before its tests ran counts as a failure too.
const broken = codes.filter((code, i) => code !== 0 && (reports[i]?.numFailedTests ?? 0) === 0).length
say(
  `${sum(({ numPassedTests }) => numPassedTests ?? 0)} passed, ${sum(({ numFailedTests }) => numFailedTests ?? 0) + broken} failed`,
)
