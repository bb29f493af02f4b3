import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const postgres = './test/postgres.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: existsSync(postgres) ? [postgres] : [],
    pool: 'forks',
    maxWorkers: 2,
    // Far above what a test takes: a busy machine is no fault.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', ['json', { outputFile: 'dist/test-report.json' }]],
  },
})
