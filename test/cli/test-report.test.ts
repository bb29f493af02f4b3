import { describe, expect, it } from 'vitest'
import { brokenFiles, failures, merged } from '../../bin/test-report.js'

const test = (fullName: string, status: string) => ({
  fullName,
  status,
  failureMessages: status === 'failed' ? ['late'] : [],
})
const file = (name: string, status: string, ...assertionResults: ReturnType<typeof test>[]) => ({
  name,
  status,
  message: '',
  assertionResults,
})
const well = file('a.test.ts', 'passed', test('adds', 'passed'), test('later', 'skipped'))
const late = file('b.test.ts', 'failed', test('draws', 'failed'), test('asks', 'passed'))
const died = file('c.test.ts', 'failed', test('ends', 'pending'))
const first = { success: false, numPassedTests: 2, numFailedTests: 1, testResults: [well, late, died] }

describe('what the tests came to', () => {
  it('names failing tests, and files whose process died', () => {
    expect(brokenFiles(first)).toEqual(['b.test.ts', 'c.test.ts'])
    expect(failures(first)).toEqual(['b.test.ts: draws: late', 'c.test.ts: did not run to its end'])
  })

  it('is that of the second run for files that were run again, and tells which were unsteady', () => {
    const drawn = file('b.test.ts', 'passed', test('draws', 'passed'), test('asks', 'passed'))
    const ended = file('c.test.ts', 'passed', test('ends', 'passed'))
    const both = merged(first, { success: true, testResults: [drawn, ended] })
    expect(both).toMatchObject({ success: true, numPassedTests: 4, numFailedTests: 0, numPendingTests: 1 })
    expect(both.unsteady).toEqual(failures(first))
  })

  it('stays a failure where the second run fails too', () => {
    const ended = file('c.test.ts', 'passed', test('ends', 'passed'))
    const both = merged(first, { success: false, testResults: [late, ended] })
    expect(both).toMatchObject({ success: false, numPassedTests: 3, numFailedTests: 1 })
    expect(both.unsteady).toEqual(['c.test.ts: did not run to its end'])
    expect(merged(first, { success: false, testResults: [] }).success).toBe(false)
  })
})
