// A backup comes by the clock without anybody asking, and none where they are off.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { folderOf, startBackups, takenAt } from '../../src/ops/backups.ts'
import { openStore } from '../../src/store/index.ts'

const root = mkdtempSync(join(tmpdir(), 'sada-by-the-clock-'))
afterEach(() => vi.useRealTimers())
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** By the real clock, whatever the test's says. */
const real = setTimeout
const soon = () => new Promise((go) => real(go, 5))

const minutesOf: Readonly<Record<'hourly' | 'daily' | 'off', readonly number[]>> = {
  hourly: [37, 97],
  daily: [67],
  off: [],
}

it.each(['hourly', 'daily', 'off'] as const)('%s: of two hours of a night, in its minutes', async (rhythm) => {
  const due = minutesOf[rhythm]
  const folder = join(root, rhythm)
  const read = readConfig({ SADA_DATA_DIR: folder, SADA_BACKUPS: rhythm })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const path = join(folder, 'sada.db')
  await (await openStore(`sqlite:${path}`)).close()
  // Kuwait: half past one in the night.
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 27, 22, 30), toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const backups = startBackups(read.config, path, createLog('silent'))
  const made = () => {
    try {
      return readdirSync(folderOf(read.config)).filter((name) => takenAt(name) !== null)
    } catch {
      return []
    }
  }
  for (let minute = 1; minute <= 120; minute++) {
    await vi.advanceTimersByTimeAsync(60_000)
    const sofar = due.filter((one) => one <= minute).length
    // The thread that copies lives by the real clock; what waits meanwhile to try again, by the test's.
    while (made().length < sofar) {
      await soon()
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(made(), `minute ${minute}`).toHaveLength(sofar)
  }
  await backups.stop()
})
