// L1 in short: the soak runs, and its verdict sees what it is to see. The long form is `npm run soak`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexBytesAPost, type Sample, slopeOf, verdictOf } from '../../scripts/soak/verdict.ts'

const mega = 2 ** 20
/** Twenty minutes, one look every five seconds; memory goes up and down by 20 MB as it is collected. */
const soak = (more: (minute: number) => Partial<Sample> = () => ({})): readonly Sample[] =>
  Array.from({ length: 240 }, (_, n) => ({
    ms: n * 5_000,
    memory: (600 + (n % 7) * 3) * mega,
    wal: 10 * mega,
    files: 60,
    waiting: 0,
    posts: 60_000,
    ...more(n / 12),
  }))

describe('The verdict on a soak', () => {
  it('is none on a steady product, whatever is collected in between', () => {
    expect(verdictOf(soak(), 120_000)).toMatchObject({ faults: [], megabytesAnHour: 0 })
  })

  it('sees a leak, a log that grows, and descriptors that are not given back', () => {
    const leak = soak((minute) => ({ memory: (600 + minute / 15) * mega }))
    expect(verdictOf(leak, 120_000).faults).toEqual([expect.stringMatching(/memory grows by 4\.\d MB an hour/)])
    expect(
      verdictOf(
        soak((minute) => ({ wal: minute * 5 * mega })),
        120_000,
      ).faults,
    ).toHaveLength(1)
    expect(
      verdictOf(
        soak((minute) => ({ files: 60 + Math.floor(minute) })),
        120_000,
      ).faults,
    ).toHaveLength(1)
    expect(verdictOf(soak().slice(0, 30), 120_000).faults).toEqual(['less than three minutes were measured'])
  })

  it('takes what the index keeps of new posts for what it is, and more than that for a leak', () => {
    const taking = (bytesAPost: number) =>
      soak((minute) => ({ posts: 60_000 + minute * 3_000, memory: 600 * mega + minute * 3_000 * bytesAPost }))
    expect(verdictOf(taking(indexBytesAPost), 120_000)).toMatchObject({ faults: [] })
    expect(verdictOf(taking(indexBytesAPost), 120_000).megabytesAnHourInAll).toBeGreaterThan(90)
    expect(verdictOf(taking(indexBytesAPost + 50), 120_000).faults).toHaveLength(1)
  })

  it('is not moved by an odd minute', () => {
    const points = Array.from({ length: 20 }, (_, x) => [x, x === 7 ? 900 : 600] as const)
    expect(slopeOf(points)).toBe(0)
  })
})

describe('A soak', () => {
  it('of a few seconds refuses nothing, and says what it saw', () => {
    const script = join(import.meta.dirname, '../../scripts/soak.ts')
    const args = ['--minutes', '0.2', '--settle', '0', '--fill', '1', '--rate', '5']
    const { stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', timeout: 150_000 })
    const said = JSON.parse(stdout) as { sent: number; refused: number; failed: number; walMost: number }
    expect(said.sent).toBeGreaterThan(20)
    expect([said.refused, said.failed]).toEqual([0, 0])
    expect(said.walMost).toBeLessThan(64 * mega)
  }, 180_000)
})
