type FileReport = {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}
export type TestReport = { readonly success: boolean; readonly testResults: readonly FileReport[] }
export function readReport(path: string): TestReport | null
export function brokenFiles(report: TestReport): string[]
export function failures(report: TestReport): string[]
export function merged(first: TestReport, again: TestReport): TestReport & { readonly unsteady: readonly string[] }
export function writeReport(path: string, report: TestReport): void
