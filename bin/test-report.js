// What the test runner reports, put together over a second run of the files that did not pass.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

/** Files with a failing test, and files whose process died: the runner reports these as failed with tests left waiting. */
export const brokenFiles = ({ testResults }) =>
  testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)

/** Each failing test by its file and name; a file that did not run to its end by its own name. */
export const failures = ({ testResults }) =>
  testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults, message }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return [`${name}: ${message || 'did not run to its end'}`]
      return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${failureMessages[0] ?? ''}`)
    })

const counted = (testResults) => {
  const statuses = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const count = (of) => statuses.filter((status) => status === of).length
  const [passed, failed] = [count('passed'), count('failed')]
  return {
    numTotalTests: statuses.length,
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: statuses.length - passed - failed,
    numTodoTests: 0,
  }
}

/** The first report with the files of the second in their place, and the names of those that passed only then. */
export const merged = (first, again) => {
  const renewed = new Map(again.testResults.map((file) => [file.name, file]))
  const testResults = first.testResults.map((file) => renewed.get(file.name) ?? file)
  const steady = testResults.every(({ status }) => status !== 'failed')
  const mended = first.testResults.filter(({ name }) => renewed.has(name) && renewed.get(name).status !== 'failed')
  const unsteady = failures({ testResults: mended })
  return { ...first, ...counted(testResults), testResults, success: steady && again.success, unsteady }
}

export const writeReport = (path, report) => writeFileSync(path, JSON.stringify(report))
